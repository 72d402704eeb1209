package dev.driftless.sim.mesh;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The webhook configurations of a release and of a tag: for a name there are two, and for the default four. At most one
 * of them matches a pod.
 *
 * @see <a href="https://istio.io/latest/docs/setup/additional-setup/sidecar-injection/">Controlling the injection
 *      policy</a>
 */
final class ChartWebhooks {

  private static final String REVISION = "istio.io/rev";
  private static final String INJECTION = "istio-injection";
  private static final String INJECT = "sidecar.istio.io/inject";

  private ChartWebhooks() {}

  static ObjectNode of(MeshRelease release) {
    ObjectNode metadata = ChartObjects.metadata(release, "istio-sidecar-injector" + release.suffix(),
        Map.of("app", "sidecar-injector"));
    return Tree.object("metadata", metadata, "webhooks", webhooks(release, release.revision()));
  }

  /** @param release that the tag leads to */
  static ObjectNode tag(MeshRelease release, String tag) {
    ObjectNode metadata = ChartObjects.metadata(release, "istio-revision-tag-" + tag,
        Map.of("app", "sidecar-injector", "istio.io/tag", tag));
    return Tree.object("metadata", metadata, "webhooks", webhooks(release, tag));
  }

  /** As an installation leaves them behind that lets a tag be the default instead: they match nothing. */
  static JsonNode deactivated(JsonNode webhooks) {
    ObjectNode never = Tree.object("matchLabels", Tree.object("istio.io/deactivated", "never-match"));
    return Tree.array(webhooks.valueStream()
        .map(webhook -> Tree.with(webhook, "namespaceSelector", never, "objectSelector", never)).toList());
  }

  private static List<ObjectNode> webhooks(MeshRelease release, String name) {
    List<ObjectNode> all = new ArrayList<>(List.of(
        webhook(release, "rev.namespace", List.of(rule(REVISION, "In", name), absent(INJECTION)),
            List.of(rule(INJECT, "NotIn", "false"))),
        webhook(release, "rev.object", List.of(absent(REVISION), absent(INJECTION)),
            List.of(rule(INJECT, "NotIn", "false"), rule(REVISION, "In", name)))));
    if (name.equals("default")) {
      all.add(webhook(release, "namespace", List.of(rule(INJECTION, "In", "enabled")),
          List.of(rule(INJECT, "NotIn", "false"))));
      all.add(webhook(release, "object", List.of(absent(INJECTION), absent(REVISION)),
          List.of(rule(INJECT, "In", "true"), absent(REVISION))));
      if (Tree.given(webhookValues(release), "enableNamespacesByDefault")) {
        all.add(webhook(release, "auto",
            List.of(absent(INJECTION), absent(REVISION), rule("kubernetes.io/metadata.name", "NotIn", "kube-system",
                "kube-public", "kube-node-lease", "local-path-storage")),
            List.of(absent(INJECT), absent(REVISION))));
      }
    }
    return all;
  }

  private static JsonNode webhookValues(MeshRelease release) {
    return ChartValues.values(release).path("sidecarInjectorWebhook");
  }

  private static ObjectNode webhook(MeshRelease release, String prefix, List<ObjectNode> namespaces,
      List<ObjectNode> objects) {
    ObjectNode service = Tree.object("name", "istiod" + release.suffix(), "namespace", Istiods.NAMESPACE,
        "path", "/inject", "port", 443);
    return Tree.object("name", prefix + ".sidecar-injector.istio.io",
        "admissionReviewVersions", List.of("v1"),
        "clientConfig", Tree.object("service", service),
        "failurePolicy", "Fail",
        "matchPolicy", "Equivalent",
        "namespaceSelector", Tree.object("matchExpressions", namespaces),
        "objectSelector", Tree.object("matchExpressions", objects),
        "reinvocationPolicy", Tree.text(webhookValues(release), "reinvocationPolicy"),
        "rules", List.of(Tree.object("apiGroups", List.of(""), "apiVersions", List.of("v1"),
            "operations", List.of("CREATE"), "resources", List.of("pods"), "scope", "*")),
        "sideEffects", "None",
        "timeoutSeconds", 10);
  }

  private static ObjectNode rule(String key, String operator, String... values) {
    return Tree.object("key", key, "operator", operator, "values", List.of(values));
  }

  private static ObjectNode absent(String key) {
    return Tree.object("key", key, "operator", "DoesNotExist");
  }
}
