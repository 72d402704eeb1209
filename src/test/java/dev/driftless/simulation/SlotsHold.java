package dev.driftless.simulation;

import dev.driftless.core.plan.Limits;
import dev.driftless.core.plan.Policy;
import dev.driftless.sim.store.StoreEvent;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.HashMap;
import java.util.Map;
import java.util.function.ToIntFunction;

/**
 * Invariant 2: slots in use never exceed a budget, whoever began. A restart is in flight from its write until
 * everything is new and available, its owner changes the template, or the workload is gone.
 */
final class SlotsHold implements Invariant {

  private final InForce inForce;
  private final int workloads;
  private final Map<String, Flight> flights = new HashMap<>();

  private record Flight(String namespace, JsonNode template) {}

  /** @param workloads that there were ever, of which a share is meant */
  SlotsHold(World world, InForce inForce, int workloads) {
    this.inForce = inForce;
    this.workloads = workloads;
    world.cluster().store().subscribe(this::changed);
  }

  private void changed(StoreEvent event) {
    String uid = event.object().path("metadata").path("uid").asString("");
    Flight flight = flights.get(uid);
    if (flight == null) {
      return;
    }
    ObjectNode object = event.object();
    if (event.type() == StoreEvent.Type.DELETED || !template(object).equals(flight.template())
        || Oracle.isRolledOut(object)) {
      flights.remove(uid);
    }
  }

  private int most(ToIntFunction<Limits> limit) {
    return inForce.possible().map(Policy::limits).mapToInt(limit).max().orElseThrow();
  }

  private static JsonNode template(JsonNode workload) {
    return workload.path("spec").path("template");
  }

  @Override
  public void wrote(Write write) {
    if (!write.stored()) {
      return;
    }
    flights.put(write.uid(), new Flight(write.name().namespace(), template(write.after())));
    long there = flights.values().stream().filter(flight -> flight.namespace().equals(write.name().namespace()))
        .count();
    int most = most(limits -> limits.maxInFlight().of(workloads));
    int mostPerNamespace = most(Limits::maxInFlightPerNamespace);
    if (flights.size() > most || there > mostPerNamespace) {
      throw new Violation(2, flights.size() + " restarts in flight of " + most + ", " + there + " of "
          + mostPerNamespace + " in " + write.name().namespace());
    }
  }
}
