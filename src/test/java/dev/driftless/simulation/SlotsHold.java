package dev.driftless.simulation;

import dev.driftless.sim.store.StoreEvent;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.HashMap;
import java.util.Map;

/**
 * Invariant 2: slots in use never exceed a budget, whoever began. A restart is in flight from its write until
 * everything is new and available, its owner changes the template, or the workload is gone.
 */
final class SlotsHold implements Invariant {

  private final int most;
  private final int mostPerNamespace;
  private final Map<String, Flight> flights = new HashMap<>();

  private record Flight(String namespace, JsonNode template) {}

  /** @param most of a share: if there were as many workloads as ever */
  SlotsHold(World world, int most, int mostPerNamespace) {
    this.most = most;
    this.mostPerNamespace = mostPerNamespace;
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
    if (flights.size() > most || there > mostPerNamespace) {
      throw new Violation(2, flights.size() + " restarts in flight of " + most + ", " + there + " of "
          + mostPerNamespace + " in " + write.name().namespace());
    }
  }
}
