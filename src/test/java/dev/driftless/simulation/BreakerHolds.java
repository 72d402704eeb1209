package dev.driftless.simulation;

import dev.driftless.core.engine.Fact;
import dev.driftless.core.plan.Limits;
import dev.driftless.core.remediation.Outcome;
import dev.driftless.sim.store.StoreEvent;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Invariant 6: no restart towards a target that others have failed to reach and nobody has: or, once somebody has, as
 * many as the limit says. A failure counts for the process that has told of it until its workload is healthy, changed
 * by its owner, or gone. Any change of the mesh counts as one of every target, also of those that are the same in the
 * end.
 */
final class BreakerHolds implements Invariant {

  private final World world;
  private final Limits limits;
  private final Map<String, Failure> failures = new HashMap<>();
  private final Set<String> reached = new HashSet<>();

  private record Failure(int process, String target, JsonNode template, Instant at) {}

  BreakerHolds(World world, Limits limits) {
    this.world = world;
    this.limits = limits;
    world.cluster().store().subscribe(this::changed);
  }

  private void changed(StoreEvent event) {
    ObjectNode object = event.object();
    failures.computeIfPresent(object.path("metadata").path("uid").asString(""),
        (uid, failure) -> event.type() == StoreEvent.Type.DELETED || Oracle.isRolledOut(object)
            || !template(object).equals(failure.template()) ? null : failure);
    if (Oracle.isMesh(event)) {
      failures.clear();
    }
  }

  private static JsonNode template(JsonNode workload) {
    return workload.path("spec").path("template");
  }

  @Override
  public void told(int process, Fact fact) {
    if (fact instanceof Fact.Ended ended && ended.outcome() == Outcome.VERIFIED) {
      reached.add(ended.marks().target());
    }
    if (fact instanceof Fact.Ended ended && ended.outcome() == Outcome.TIMED_OUT) {
      world.workload(ended.ref().uid()).filter(found -> !Oracle.isRolledOut(found))
          .ifPresent(found -> failures.put(ended.ref().uid(),
              new Failure(process, ended.marks().target(), template(found), world.now())));
    }
  }

  @Override
  public void wrote(Write write) {
    Instant decided = world.now().minus(Network.ON_ITS_WAY);
    String target = write.mark("target");
    long failed = failures.entrySet().stream().filter(each -> !each.getKey().equals(write.uid()))
        .filter(each -> each.getValue().process() == write.process())
        .filter(each -> each.getValue().target().equals(target) && each.getValue().at().isBefore(decided)).count();
    if (write.stored() && failed >= (reached.contains(target) ? limits.failures() : 1)) {
      throw new Violation(6, failed + " have failed, and restarted: " + write);
    }
  }
}
