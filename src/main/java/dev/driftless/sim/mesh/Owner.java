package dev.driftless.sim.mesh;

import tools.jackson.databind.JsonNode;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a pod belongs to, as an istiod sees it: the Deployment behind a ReplicaSet by the pod's template hash, the
 * CronJob behind a Job by the shape of its name; the pod itself if it was not made from a template.
 *
 * @see <a href="https://github.com/istio/istio/blob/master/pkg/kube/util.go">GetDeployMetaFromPod in
 *      pkg/kube/util.go</a>
 */
record Owner(String apiVersion, String kind, String name) {

  private static final Pattern SCHEDULED = Pattern.compile("(.+)-\\d{8,10}");

  static Owner of(InjectedPod pod) {
    JsonNode metadata = pod.pod().path("metadata");
    Owner itself = new Owner("v1", "Pod", Tree.text(metadata, "name"));
    if (Tree.text(metadata, "generateName").isEmpty()) {
      return itself;
    }
    return metadata.path("ownerReferences").valueStream().filter(owner -> Tree.given(owner, "controller")).findFirst()
        .map(owner -> new Owner(Tree.text(owner, "apiVersion"), Tree.text(owner, "kind"), Tree.text(owner, "name")))
        .map(owner -> owner.behind(Tree.text(pod.labels(), "pod-template-hash")))
        .orElse(itself);
  }

  private Owner behind(String templateHash) {
    if (kind.equals("ReplicaSet") && !templateHash.isEmpty() && name.endsWith("-" + templateHash)) {
      return new Owner(apiVersion, "Deployment", name.substring(0, name.length() - templateHash.length() - 1));
    }
    Matcher scheduled = SCHEDULED.matcher(name);
    return kind.equals("Job") && scheduled.matches() ? new Owner(apiVersion, "CronJob", scheduled.group(1)) : this;
  }

  /** As proxies tell it in {@code ISTIO_META_OWNER}. */
  String reference(String namespace) {
    return "kubernetes://apis/" + apiVersion + "/namespaces/" + namespace + "/" + kind.toLowerCase(Locale.ROOT) + "s/"
        + name;
  }
}
