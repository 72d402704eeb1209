package dev.driftless.simulation;

import dev.driftless.core.engine.Fact;
import dev.driftless.core.plan.DeferReason;
import dev.driftless.core.remediation.Outcome;
import dev.driftless.sim.store.StoreEvent;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The restarts that are under way, whoever began them: from the first write until everything is new and available, its
 * owner has changed what it is about, or the workload is gone. One by evictions is over when no drifted pod is left, or
 * when it was ended, or its target changed, and all its pods are ready.
 */
final class Flights implements Invariant {

  private final World world;
  private final Oracle oracle;
  private final Map<String, Flight> running = new LinkedHashMap<>();
  private Instant meshChanged = Instant.MIN;

  /**
   * One of them.
   *
   * @param spec  of the workload, as the first write left it
   * @param ended whether it was told to be over, although not verified
   * @param waits whether it was told to wait half done since its last eviction
   */
  record Flight(String namespace, String restartId, JsonNode spec, boolean evicts, Instant at, boolean ended,
      boolean waits) {

    private Flight end() {
      return new Flight(namespace, restartId, spec, evicts, at, true, waits);
    }

    private Flight waiting(boolean now) {
      return new Flight(namespace, restartId, spec, evicts, at, ended, now);
    }

    JsonNode template() {
      return spec.path("template");
    }
  }

  Flights(World world, Oracle oracle) {
    this.world = world;
    this.oracle = oracle;
    world.cluster().store().subscribe(this::changed);
  }

  private void changed(StoreEvent event) {
    meshChanged = Oracle.isMesh(event) ? world.now() : meshChanged;
    String uid = event.object().path("metadata").path("uid").asString("");
    Flight flight = running.get(uid);
    if (flight != null
        && (event.type() == StoreEvent.Type.DELETED || isOver(flight, event.object()))) {
      running.remove(uid);
    }
  }

  private static boolean isOver(Flight flight, ObjectNode now) {
    JsonNode spec = now.path("spec");
    if (!spec.path("template").equals(flight.template())) {
      return true;
    }
    return flight.evicts()
        ? !spec.path("updateStrategy").equals(flight.spec().path("updateStrategy"))
            || spec.path("replicas").asInt(1) == 0 || !restartId(now).equals(flight.restartId())
        : Oracle.isRolledOut(now);
  }

  /** What only its pods tell is looked at when somebody wants to know it. */
  private boolean isDone(String uid, Flight flight) {
    return flight.evicts() && world.workload(uid)
        .filter(workload -> oracle.isReplaced(workload) || oracle.isWhole(workload)
            && (flight.ended() || meshChanged.isAfter(flight.at()) || oracle.isOptedOut(workload)))
        .isPresent();
  }

  private static String restartId(ObjectNode workload) {
    return Write.annotations(workload.path("metadata")).path("driftless.dev/restart-id").asString("");
  }

  @Override
  public void told(int process, Fact fact) {
    if (fact instanceof Fact.Ended ended) {
      running.computeIfPresent(ended.ref().uid(), (uid, flight) -> ended.outcome() != Outcome.VERIFIED
          && ended.marks().restartId().equals(flight.restartId()) ? flight.end() : flight);
      others("");
    }
    if (fact instanceof Fact.Deferred deferred && deferred.reason() == DeferReason.HALF_DONE) {
      waiting(deferred.ref().uid(), true);
    }
  }

  @Override
  public void evicted(Write eviction) {
    if (eviction.stored()) {
      waiting(eviction.workload().path("metadata").path("uid").asString(), false);
    }
  }

  private void waiting(String uid, boolean now) {
    running.computeIfPresent(uid, (key, flight) -> flight.waiting(now));
  }

  @Override
  public void wrote(Write write) {
    if (write.stored()) {
      running.put(write.uid(), new Flight(write.name().namespace(), write.mark("restart-id"),
          write.after().path("spec").deepCopy(), Oracle.evicts(write.after()), write.at(), false, false));
    }
  }

  /** Those that are not over yet. */
  Collection<Flight> all() {
    return others("").values();
  }

  /** The same but for one workload, by UID. */
  Map<String, Flight> others(String uid) {
    running.entrySet().removeIf(entry -> isDone(entry.getKey(), entry.getValue()));
    Map<String, Flight> others = new LinkedHashMap<>(running);
    others.remove(uid);
    return others;
  }
}
