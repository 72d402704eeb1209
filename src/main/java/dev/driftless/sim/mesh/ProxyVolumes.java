package dev.driftless.sim.mesh;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.List;

/** The volumes of a proxy, and where they are mounted, as the chart of Istio 1.27 and later has them. */
final class ProxyVolumes {

  private static final int MODE = 420;

  private ProxyVolumes() {}

  /** @param revocations with the list of certificates that were taken back, which gateways do without */
  static List<JsonNode> volumes(TemplateInput input, boolean revocations) {
    List<JsonNode> volumes = new ArrayList<>(List.of(
        empty("workload-socket"), empty("credential-socket"), empty("workload-certs"),
        volume("istio-envoy", "emptyDir", Tree.object("medium", "Memory")), empty("istio-data"),
        volume("istio-podinfo", "downwardAPI", Tree.object("defaultMode", MODE, "items",
            List.of(item("labels"), item("annotations")))),
        volume("istio-token", "projected", Tree.object("defaultMode", MODE, "sources",
            List.of(Tree.object("serviceAccountToken", token(input)))))));
    if (isAuthority(input)) {
      String name = input.global("trustBundleName").asString("");
      volumes.add(configMap("istiod-ca-cert", name.isEmpty() ? "istio-ca-root-cert" : name));
    }
    if (revocations) {
      volumes.add(Tree.with(Tree.object("name", "istio-ca-crl"), "configMap",
          Tree.object("defaultMode", MODE, "name", "istio-ca-crl", "optional", true)));
    }
    return volumes;
  }

  static List<JsonNode> mounts(TemplateInput input, boolean revocations) {
    List<JsonNode> mounts = new ArrayList<>(List.of(
        mount("workload-socket", "/var/run/secrets/workload-spiffe-uds"),
        mount("credential-socket", "/var/run/secrets/credential-uds"),
        mount("workload-certs", "/var/run/secrets/workload-spiffe-credentials")));
    if (isAuthority(input)) {
      mounts.add(mount("istiod-ca-cert", "/var/run/secrets/istio"));
      if (revocations) {
        mounts.add(mount("istio-ca-crl", "/var/run/secrets/istio/crl"));
      }
    }
    mounts.addAll(List.of(
        mount("istio-data", "/var/lib/istio/data"),
        mount("istio-envoy", "/etc/istio/proxy"),
        mount("istio-token", "/var/run/secrets/tokens"),
        mount("istio-podinfo", "/etc/istio/pod")));
    return mounts;
  }

  private static boolean isAuthority(TemplateInput input) {
    return input.global("pilotCertProvider").asString("").equals("istiod");
  }

  private static ObjectNode empty(String name) {
    return volume(name, "emptyDir", Tree.object());
  }

  private static ObjectNode configMap(String name, String source) {
    return volume(name, "configMap", Tree.object("defaultMode", MODE, "name", source));
  }

  private static ObjectNode volume(String name, String kind, ObjectNode source) {
    return Tree.object("name", name, kind, source);
  }

  private static ObjectNode item(String path) {
    return Tree.object("path", path, "fieldRef",
        Tree.object("apiVersion", "v1", "fieldPath", "metadata." + path));
  }

  private static ObjectNode token(TemplateInput input) {
    return Tree.object("audience", Tree.text(input.value("global", "sds", "token", "aud")),
        "expirationSeconds", 43200, "path", "istio-token");
  }

  private static ObjectNode mount(String name, String path) {
    return Tree.object("name", name, "mountPath", path);
  }
}
