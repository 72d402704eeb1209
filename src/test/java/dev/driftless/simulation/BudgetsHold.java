package dev.driftless.simulation;

import dev.driftless.sim.api.Selector;
import dev.driftless.sim.store.ObjectName;
import dev.driftless.sim.store.ResourceTypes;
import dev.driftless.sim.store.StoreEvent;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Invariant 7: no eviction that its disruption budget does not allow, and no rollout starts that could take down more
 * than its budgets allow, together with the rollouts that are under way under the same one.
 */
final class BudgetsHold implements Invariant {

  private final World world;
  private final Staleness staleness;
  private final Flights flights;
  private final Map<ObjectName, Instant> changed = new HashMap<>();
  private final Map<String, Integer> spent = new HashMap<>();

  BudgetsHold(World world, Staleness staleness, Flights flights) {
    this.world = world;
    this.staleness = staleness;
    this.flights = flights;
    world.cluster().store().subscribe(this::changed);
  }

  /** The eviction itself has taken one from the budget when it is seen. */
  private void changed(StoreEvent event) {
    if (event.resource().equals(ResourceTypes.POD_DISRUPTION_BUDGETS)) {
      changed.put(event.name(), world.now());
      event.object().path("status").path("disruptedPods").propertyNames().stream()
          .filter(pod -> event.before() != null && !event.before().path("status").path("disruptedPods").has(pod))
          .forEach(pod -> spent.put(event.name() + " " + pod, allowed(event.before())));
    }
  }

  @Override
  public void evicted(Write eviction) {
    if (!eviction.stored() || !World.isReady(eviction.before())) {
      return;
    }
    covering(world, eviction.name().namespace(), labels(eviction.before())).forEach(budget -> {
      int allowed =
          spent.getOrDefault(World.name(budget) + " " + eviction.name().name(), allowed(budget));
      if (allowed < 1) {
        throw new Violation(7, World.name(budget) + " allows none: " + eviction);
      }
    });
  }

  @Override
  public void wrote(Write write) {
    int down = mostDown(write.before()) - missing(write.before());
    if (!write.stored() || down <= 0) {
      return;
    }
    Instant known = world.now().minus(staleness.longest());
    covering(world, write.after())
        .filter(budget -> changed.getOrDefault(World.name(budget), Instant.MIN).isBefore(known)).forEach(budget -> {
          int others = others(write, budget);
          if (allowed(budget) < down + others) {
            throw new Violation(7, write + " may take down " + down + " and others " + others + ", and "
                + World.name(budget) + " allows " + allowed(budget));
          }
        });
  }

  /** What rollouts that are under way may yet take down of what that budget covers. */
  private int others(Write write, ObjectNode budget) {
    return flights.others(write.uid()).entrySet().stream().filter(flight -> !flight.getValue().evicts())
        .flatMap(flight -> world.workload(flight.getKey()).stream())
        .filter(other -> covers(budget, World.name(other).namespace(), labels(other.path("spec").path("template"))))
        .mapToInt(other -> Math.max(0, mostDown(other) - missing(other))).sum();
  }

  /** The budgets of the pods of that workload. */
  static Stream<ObjectNode> covering(World world, ObjectNode workload) {
    return covering(world, World.name(workload).namespace(), labels(workload.path("spec").path("template")));
  }

  private static JsonNode labels(JsonNode pod) {
    return pod.path("metadata").path("labels");
  }

  private static Stream<ObjectNode> covering(World world, String namespace, JsonNode labels) {
    return world.list(ResourceTypes.POD_DISRUPTION_BUDGETS).stream()
        .filter(budget -> covers(budget, namespace, labels));
  }

  private static boolean covers(ObjectNode budget, String namespace, JsonNode labels) {
    return World.name(budget).namespace().equals(namespace)
        && Selector.ofSpec(budget.path("spec").path("selector")).matches(labels);
  }

  static int allowed(JsonNode budget) {
    return budget.path("status").path("disruptionsAllowed").asInt(0);
  }

  /** Those that are down already are the first that its controller replaces. */
  private static int missing(ObjectNode workload) {
    JsonNode status = workload.path("status");
    return workload.path("kind").asString().equals("DaemonSet")
        ? status.path("desiredNumberScheduled").asInt(0) - status.path("numberAvailable").asInt(0)
        : workload.path("spec").path("replicas").asInt(1) - status.path("availableReplicas").asInt(0);
  }

  /** How many pods its strategy lets the controller take down at once. */
  static int mostDown(ObjectNode workload) {
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
