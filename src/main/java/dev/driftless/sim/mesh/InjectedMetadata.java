package dev.driftless.sim.mesh;

import tools.jackson.databind.node.ObjectNode;

import java.util.List;

/**
 * The labels and annotations that templates give.
 *
 * @see <a href="https://istio.io/latest/docs/reference/config/labels/">Labels</a>
 */
final class InjectedMetadata {

  private static final int LONGEST_LABEL = 63;

  private InjectedMetadata() {}

  static ObjectNode sidecarLabels(TemplateInput input) {
    ObjectNode labels = Tree.object("security.istio.io/tlsMode",
        input.pod().label("istio", "security.istio.io/tlsMode"));
    if ("true".equals(input.proxyConfig().metadata().get("ISTIO_META_ENABLE_HBONE"))) {
      labels.put("networking.istio.io/tunnel", input.pod().label("http", "networking.istio.io/tunnel"));
    }
    return labels.setAll(canonicalLabels(input));
  }

  static ObjectNode canonicalLabels(TemplateInput input) {
    InjectedPod pod = input.pod();
    String name = pod.label(Owner.of(pod).name(), "service.istio.io/canonical-name", "app.kubernetes.io/name", "app");
    String revision = pod.label("latest", "service.istio.io/canonical-revision",
        "app.kubernetes.io/version", "version");
    return Tree.object("service.istio.io/canonical-name", trimmed(name),
        "service.istio.io/canonical-revision", revision);
  }

  private static String trimmed(String name) {
    return name.substring(0, Math.min(name.length(), LONGEST_LABEL)).replaceAll("^[-_.]+|[-_.]+$", "");
  }

  static ObjectNode annotations(TemplateInput input) {
    ObjectNode annotations = Tree.object("istio.io/rev", input.revision());
    List<String> applications = input.pod().applications();
    for (String name : List.of("kubectl.kubernetes.io/default-logs-container",
        "kubectl.kubernetes.io/default-container")) {
      if (!applications.isEmpty() && !input.pod().isAnnotated(name)) {
        annotations.put(name, applications.getFirst());
      }
    }
    return annotations;
  }

  /** What the CNI plugin reads when there is one; without it nobody writes these down. */
  static ObjectNode redirection(TemplateInput input) {
    Redirection rules = Redirection.of(input);
    ObjectNode annotations = Tree.object("sidecar.istio.io/interceptionMode", input.interceptionMode(),
        "traffic.sidecar.istio.io/includeInboundPorts", rules.includeInboundPorts(),
        "traffic.sidecar.istio.io/excludeInboundPorts", rules.excludeInboundPorts());
    put(annotations, "traffic.sidecar.istio.io/includeOutboundIPRanges", rules.includeIps());
    put(annotations, "traffic.sidecar.istio.io/excludeOutboundIPRanges", rules.excludeIps());
    put(annotations, "traffic.sidecar.istio.io/includeOutboundPorts", rules.includeOutboundPorts());
    put(annotations, "traffic.sidecar.istio.io/excludeOutboundPorts", rules.excludeOutboundPorts());
    return annotations;
  }

  private static void put(ObjectNode annotations, String name, String value) {
    if (!value.isEmpty()) {
      annotations.put(name, value);
    }
  }
}
