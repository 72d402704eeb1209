package dev.driftless.sim.api;

import tools.jackson.databind.JsonNode;

import java.util.List;

/** How well a pod is protected from others: {@code status.qosClass}. */
final class Qos {

  private Qos() {}

  static String of(JsonNode podSpec) {
    boolean any = false;
    boolean all = true;
    for (String list : List.of("initContainers", "containers")) {
      for (JsonNode container : podSpec.path(list)) {
        JsonNode resources = container.path("resources");
        for (String resource : List.of("cpu", "memory")) {
          JsonNode limit = resources.path("limits").path(resource);
          JsonNode request = resources.path("requests").path(resource);
          any |= !limit.isMissingNode() || !request.isMissingNode();
          all &= !limit.isMissingNode() && limit.equals(request);
        }
      }
    }
    return any ? all ? "Guaranteed" : "Burstable" : "BestEffort";
  }
}
