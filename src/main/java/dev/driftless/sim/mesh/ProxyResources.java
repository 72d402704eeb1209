package dev.driftless.sim.mesh;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Requests and limits of the injected containers: the mesh's, or, as soon as one annotation names an amount, those that
 * annotations name and nothing else.
 *
 * @see <a href="https://istio.io/latest/docs/reference/config/annotations/">Resource annotations</a>
 */
final class ProxyResources {

  private ProxyResources() {}

  static ObjectNode of(InjectedPod pod, JsonNode values) {
    ObjectNode requests = annotated(pod, "cpu", "sidecar.istio.io/proxyCPU", "memory", "sidecar.istio.io/proxyMemory");
    ObjectNode limits =
        annotated(pod, "cpu", "sidecar.istio.io/proxyCPULimit", "memory", "sidecar.istio.io/proxyMemoryLimit");
    if (requests.isEmpty() && limits.isEmpty()) {
      JsonNode ofMesh = Tree.at(values, "global", "proxy", "resources");
      return Tree.given(ofMesh) ? Tree.copy(ofMesh) : Tree.object();
    }
    return Tree.object("limits", limits.isEmpty() ? null : limits, "requests", requests.isEmpty() ? null : requests);
  }

  private static ObjectNode annotated(InjectedPod pod, String... resourcesAndAnnotations) {
    ObjectNode amounts = Tree.object();
    for (int i = 0; i < resourcesAndAnnotations.length; i += 2) {
      if (pod.isAnnotated(resourcesAndAnnotations[i + 1])) {
        amounts.put(resourcesAndAnnotations[i], pod.annotation(resourcesAndAnnotations[i + 1]));
      }
    }
    return amounts;
  }
}
