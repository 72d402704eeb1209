package dev.driftless.sim.mesh;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;

/**
 * What the API server adds to injected containers, so that the stored pod says all of it.
 *
 * @see <a href="https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#Container">Container</a>
 */
final class PodDefaults {

  private static final List<String> PROBES = List.of("livenessProbe", "readinessProbe", "startupProbe");

  private PodDefaults() {}

  static InjectedPod applied(InjectedPod pod, List<String> injected) {
    ObjectNode spec = Tree.copy(pod.spec());
    for (String list : OwnContainers.LISTS) {
      if (spec.has(list)) {
        spec.set(list, Tree.array(pod.containers(list).stream()
            .map(container -> injected.contains(Tree.text(container, "name")) ? defaulted(container) : container)
            .toList()));
      }
    }
    return pod.withSpec(spec);
  }

  private static ObjectNode defaulted(ObjectNode container) {
    ObjectNode result = Tree.with(Tree.object("terminationMessagePath", "/dev/termination-log",
        "terminationMessagePolicy", "File", "imagePullPolicy", pullPolicy(Tree.text(container, "image"))));
    result.setAll(container);
    result.set("resources", ProxyResources.defaulted(container.path("resources")));
    for (String probe : PROBES) {
      if (result.has(probe)) {
        ObjectNode full = Tree.object("timeoutSeconds", 1, "periodSeconds", 10, "successThreshold", 1,
            "failureThreshold", 3);
        result.set(probe, full.setAll((ObjectNode) result.get(probe)));
      }
    }
    return result;
  }

  private static JsonNode pullPolicy(String image) {
    String name = image.substring(image.lastIndexOf('/') + 1);
    boolean latest = !name.contains("@") && (!name.contains(":") || name.endsWith(":latest"));
    return Tree.node(latest ? "Always" : "IfNotPresent");
  }
}
