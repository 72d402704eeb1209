package dev.driftless.sim.node;

import dev.driftless.sim.api.Quantity;
import dev.driftless.sim.controllers.frame.Read;
import tools.jackson.databind.JsonNode;

/**
 * What pods ask for, or a node has.
 *
 * @param cpu    in thousandths of a core
 * @param memory in bytes
 */
record Load(long cpu, long memory, long pods) {

  static final Load NONE = new Load(0, 0, 0);

  /** The containers and native sidecars together, or the greediest init container beside the sidecars before it. */
  static Load of(JsonNode pod) {
    Load running = NONE;
    for (JsonNode container : Read.at(pod, "spec", "containers")) {
      running = running.plus(requests(container));
    }
    Load sidecars = NONE;
    Load starting = NONE;
    for (JsonNode container : Read.at(pod, "spec", "initContainers")) {
      if (Read.text(container, "restartPolicy").equals("Always")) {
        sidecars = sidecars.plus(requests(container));
        starting = starting.max(sidecars);
      } else {
        starting = starting.max(sidecars.plus(requests(container)));
      }
    }
    Load most = running.plus(sidecars).max(starting);
    return new Load(most.cpu, most.memory, 1);
  }

  static Load allocatable(JsonNode node) {
    JsonNode allocatable = Read.at(node, "status", "allocatable");
    return of(allocatable, Quantity.stored(allocatable.path("pods")).units());
  }

  private static Load requests(JsonNode container) {
    return of(Read.at(container, "resources", "requests"), 0);
  }

  private static Load of(JsonNode amounts, long pods) {
    return new Load(Quantity.stored(amounts.path("cpu")).thousandths(),
        Quantity.stored(amounts.path("memory")).units(), pods);
  }

  Load plus(Load other) {
    return new Load(cpu + other.cpu, memory + other.memory, pods + other.pods);
  }

  Load minus(Load other) {
    return new Load(cpu - other.cpu, memory - other.memory, pods - other.pods);
  }

  /** Whether that much fits into this much. */
  boolean covers(Load other) {
    return other.cpu <= cpu && other.memory <= memory && other.pods <= pods;
  }

  private Load max(Load other) {
    return new Load(Math.max(cpu, other.cpu), Math.max(memory, other.memory), Math.max(pods, other.pods));
  }
}
