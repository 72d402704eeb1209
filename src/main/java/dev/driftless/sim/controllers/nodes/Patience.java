package dev.driftless.sim.controllers.nodes;

import dev.driftless.sim.controllers.frame.Placement;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How long pods stay where they are not wanted. Pure. */
final class Patience {

  static final Duration FOREVER = Duration.ofSeconds(Long.MAX_VALUE);

  private Patience() {}

  /** No time with a taint that the pod does not tolerate, otherwise the shortest that its tolerations say. */
  static Duration of(ObjectNode pod, List<JsonNode> taints) {
    Duration shortest = FOREVER;
    for (JsonNode taint : taints) {
      Optional<JsonNode> toleration = Placement.toleration(pod, taint);
      Duration patience = toleration.isEmpty() ? Duration.ZERO
          : toleration.get().has("tolerationSeconds")
              ? Duration.ofSeconds(Math.max(0, toleration.get().path("tolerationSeconds").asLong(0))) : FOREVER;
      shortest = patience.compareTo(shortest) < 0 ? patience : shortest;
    }
    return shortest;
  }
}
