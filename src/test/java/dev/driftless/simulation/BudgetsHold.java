package dev.driftless.simulation;

import dev.driftless.sim.api.Selector;
import dev.driftless.sim.store.ResourceTypes;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.time.Instant;

/** Invariant 7: no rollout starts that could take down more than its disruption budgets allow. */
final class BudgetsHold implements Invariant {

  private final World world;
  private final Staleness staleness;
  private Instant changed = Instant.MIN;

  BudgetsHold(World world, Staleness staleness) {
    this.world = world;
    this.staleness = staleness;
    world.cluster().store().subscribe(event -> {
      if (event.resource().equals(ResourceTypes.POD_DISRUPTION_BUDGETS)) {
        changed = world.now();
      }
    });
  }

  @Override
  public void wrote(Write write) {
    int down = mostDown(write.before()) - missing(write.before());
    if (!write.stored() || down <= 0 || changed.isAfter(world.now().minus(staleness.longest()))) {
      return;
    }
    JsonNode labels = write.after().path("spec").path("template").path("metadata").path("labels");
    for (ObjectNode budget : world.list(ResourceTypes.POD_DISRUPTION_BUDGETS)) {
      boolean covers = budget.path("metadata").path("namespace").asString().equals(write.name().namespace())
          && Selector.ofSpec(budget.path("spec").path("selector")).matches(labels);
      int allowed = budget.path("status").path("disruptionsAllowed").asInt(0);
      if (covers && allowed < down) {
        throw new Violation(7, write + " may take down " + down + ", and " + budget.path("metadata").path("name")
            + " allows " + allowed);
      }
    }
  }

  /** Those that are down already are the first that its controller replaces. */
  private static int missing(ObjectNode workload) {
    JsonNode status = workload.path("status");
    return workload.path("kind").asString().equals("DaemonSet")
        ? status.path("desiredNumberScheduled").asInt(0) - status.path("numberAvailable").asInt(0)
        : workload.path("spec").path("replicas").asInt(1) - status.path("availableReplicas").asInt(0);
  }

  /** How many pods its strategy lets the controller take down at once. */
  private static int mostDown(ObjectNode workload) {
    JsonNode spec = workload.path("spec");
    int replicas = spec.path("replicas").asInt(1);
    return switch (workload.path("kind").asString()) {
      case "Deployment" -> spec.path("strategy").path("type").asString("").equals("Recreate") ? replicas
          : deployment(spec.path("strategy").path("rollingUpdate"), replicas);
      default -> 1;
    };
  }

  /** A share is rounded down, but a rollout that could do nothing at all takes one (Kubernetes, ResolveFenceposts). */
  private static int deployment(JsonNode rolling, int replicas) {
    int down = amount(rolling.path("maxUnavailable"), replicas, false);
    return down == 0 && amount(rolling.path("maxSurge"), replicas, true) == 0 ? 1 : Math.min(down, replicas);
  }

  private static int amount(JsonNode value, int of, boolean up) {
    String text = value.asString("25%");
    if (!text.endsWith("%")) {
      return Integer.parseInt(text);
    }
    int hundredths = Integer.parseInt(text.substring(0, text.length() - 1)) * of;
    return up ? (hundredths + 99) / 100 : hundredths / 100;
  }
}
