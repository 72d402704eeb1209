package dev.driftless.sim.controllers.upkeep;

import dev.driftless.sim.controllers.frame.PodState;
import dev.driftless.sim.controllers.frame.Portion;
import dev.driftless.sim.controllers.frame.Read;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A PodDisruptionBudget and its pods. Pure.
 *
 * @param pods  all that it selects
 * @param scale how many their controllers ask for altogether
 */
record Budget(ObjectNode budget, List<ObjectNode> pods, int scale, Instant now) {

  static final Duration TIMEOUT = Duration.ofMinutes(2);

  private boolean counted() {
    JsonNode spec = budget.path("spec");
    return spec.has("maxUnavailable") || Portion.isPercentage(spec.path("minAvailable"));
  }

  int expected() {
    return counted() ? scale : pods.size();
  }

  /** Percentages are rounded up: of what may be missing as well as of what must be there. */
  int desired() {
    JsonNode spec = budget.path("spec");
    if (spec.has("maxUnavailable")) {
      return Math.max(0, expected() - Portion.roundedUp(spec.path("maxUnavailable"), expected(), 0));
    }
    return Portion.roundedUp(spec.path("minAvailable"), expected(), 0);
  }

  /** Evictions that were granted, and whose pods are not on their way out yet. */
  ObjectNode disrupted() {
    ObjectNode disrupted = JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, JsonNode> entry : Read.object(budget, "status", "disruptedPods").properties()) {
      Instant since = Instant.parse(entry.getValue().stringValue());
      boolean waits = pods.stream()
          .anyMatch(pod -> Read.name(pod).name().equals(entry.getKey()) && !Read.deleting(pod));
      if (waits && since.plus(TIMEOUT).isAfter(now)) {
        disrupted.set(entry.getKey(), entry.getValue());
      }
    }
    return disrupted;
  }

  int healthy() {
    ObjectNode disrupted = disrupted();
    return (int) pods.stream().filter(pod -> !Read.deleting(pod) && !disrupted.has(Read.name(pod).name()))
        .filter(PodState::ready).count();
  }

  int allowed() {
    return expected() <= 0 ? 0 : Math.max(0, healthy() - desired());
  }
}
