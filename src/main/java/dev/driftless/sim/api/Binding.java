package dev.driftless.sim.api;

import dev.driftless.sim.store.Json;
import dev.driftless.sim.store.ObjectName;
import dev.driftless.sim.store.ResourceTypes;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The subresource {@code binding}: what a scheduler does. */
final class Binding {

  private final Backend backend;

  Binding(Backend backend) {
    this.backend = backend;
  }

  void bind(ObjectName name, String node, Persistence persistence) throws ApiException {
    ObjectNode pod = backend.get(ResourceTypes.PODS, name);
    String bound = pod.path("spec").path("nodeName").asString("");
    if (Metadata.deleting(pod)) {
      throw conflict(name, "pod %s is being deleted, cannot be assigned to a host".formatted(name.name()));
    }
    if (!bound.isEmpty()) {
      throw conflict(name, "pod %s is already assigned to node \"%s\"".formatted(name.name(), bound));
    }
    ObjectNode placed = Json.with(Json.with(pod, node, "spec", "nodeName"), scheduled(pod), "status", "conditions");
    if (persistence == Persistence.STORED) {
      backend.store().update(ResourceTypes.PODS, name, placed);
    }
  }

  private ArrayNode scheduled(ObjectNode pod) {
    ArrayNode conditions = JsonNodeFactory.instance.arrayNode();
    for (JsonNode condition : pod.path("status").path("conditions")) {
      if (!condition.path("type").asString("").equals("PodScheduled")) {
        conditions.add(condition);
      }
    }
    conditions.addObject().put("type", "PodScheduled").put("status", "True")
        .put("lastTransitionTime", backend.now());
    return conditions;
  }

  private static ApiException conflict(ObjectName name, String why) {
    return new ApiException(409, "Conflict",
        "Operation cannot be fulfilled on pods/binding \"%s\": %s".formatted(name.name(), why),
        Refusals.details(name.name(), "", "pods/binding"));
  }
}
