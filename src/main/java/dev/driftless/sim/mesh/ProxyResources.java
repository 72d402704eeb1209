package dev.driftless.sim.mesh;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Requests and limits of the injected containers: the mesh's, or, as soon as one annotation names an amount, those that
 * annotations name and nothing else. A limit without a request is one, as the API server has it.
 *
 * @see <a href="https://istio.io/latest/docs/reference/config/annotations/">Resource annotations</a>
 */
final class ProxyResources {

  private ProxyResources() {}

  static ObjectNode of(InjectedPod pod, JsonNode values) {
    ObjectNode requests = annotated(pod, "cpu", "sidecar.istio.io/proxyCPU", "memory", "sidecar.istio.io/proxyMemory");
    ObjectNode limits =
        annotated(pod, "cpu", "sidecar.istio.io/proxyCPULimit", "memory", "sidecar.istio.io/proxyMemoryLimit");
    if (!requests.isEmpty() || !limits.isEmpty()) {
      return defaulted(Tree.object("limits", limits, "requests", requests));
    }
    return defaulted(Tree.at(values, "global", "proxy", "resources"));
  }

  /** As the API server stores them. */
  static ObjectNode defaulted(JsonNode resources) {
    ObjectNode limits = canonical(resources.path("limits"));
    ObjectNode requests = canonical(resources.path("requests"));
    limits.properties().stream().filter(limit -> !requests.has(limit.getKey())).toList()
        .forEach(limit -> requests.set(limit.getKey(), limit.getValue()));
    ObjectNode result = resources.isObject() ? Tree.copy(resources) : Tree.object();
    return replace(replace(result, "limits", limits), "requests", requests);
  }

  private static ObjectNode replace(ObjectNode resources, String field, ObjectNode amounts) {
    resources.remove(field);
    if (!amounts.isEmpty()) {
      resources.set(field, amounts);
    }
    return resources;
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

  private static ObjectNode canonical(JsonNode amounts) {
    ObjectNode result = Tree.object();
    amounts.properties().stream().filter(amount -> !amount.getValue().isNull())
        .forEach(amount -> result.put(amount.getKey(), Quantity.parse(amount.getValue().asString()).canonical()));
    return result;
  }
}
