package dev.driftless.simulation;

import dev.driftless.core.engine.Fact;
import dev.driftless.core.plan.Limits;
import dev.driftless.core.plan.Policy;
import dev.driftless.core.remediation.Outcome;
import dev.driftless.sim.store.StoreEvent;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Invariant 6: no restart of another workload towards a target that one has failed to reach and nobody has, or, once
 * somebody has, that as many have failed as the limit says; not before one may be tried again. A failure counts until
 * its workload is healthy, changed by its owner, or gone, and against the process that has told of it: another one has
 * to find out first. From when it was opened first until no failure is left it may have been closed and opened again,
 * so nothing is asked of a restart after the first wait. Any change of the mesh counts as one of every target, also of
 * those that are the same in the end.
 */
final class BreakerHolds implements Invariant {

  private final World world;
  private final InForce inForce;
  private final Map<String, Failure> failures = new HashMap<>();
  private final Map<String, Instant> openedAt = new HashMap<>();
  private final Set<String> reached = new HashSet<>();

  private record Failure(int process, String target, JsonNode template, Instant at) {}

  BreakerHolds(World world, InForce inForce) {
    this.world = world;
    this.inForce = inForce;
    world.cluster().store().subscribe(this::changed);
  }

  private void changed(StoreEvent event) {
    ObjectNode object = event.object();
    boolean mended = failures.computeIfPresent(object.path("metadata").path("uid").asString(""),
        (uid, failure) -> event.type() == StoreEvent.Type.DELETED || Oracle.isRolledOut(object)
            || !template(object).equals(failure.template()) ? null : failure) == null;
    if (Oracle.isMesh(event)) {
      failures.clear();
    }
    if (mended) {
      openedAt.keySet().removeIf(target -> towards(target).findAny().isEmpty());
    }
  }

  private static JsonNode template(JsonNode workload) {
    return workload.path("spec").path("template");
  }

  private Stream<Failure> towards(String target) {
    return failures.values().stream().filter(failure -> failure.target().equals(target));
  }

  @Override
  public void told(int process, Fact fact) {
    if (fact instanceof Fact.Ended ended && ended.outcome() == Outcome.VERIFIED) {
      reached.add(ended.marks().target());
    }
    if (fact instanceof Fact.Ended ended && ended.outcome() == Outcome.TIMED_OUT) {
      String target = ended.marks().target();
      world.workload(ended.ref().uid()).filter(found -> !Oracle.isRolledOut(found)).ifPresent(found -> {
        failures.put(ended.ref().uid(), new Failure(process, target, template(found), world.now()));
        openedAt.putIfAbsent(target, world.now());
      });
    }
  }

  @Override
  public void wrote(Write write) {
    Instant decided = world.now().minus(Network.ON_ITS_WAY);
    Instant waiting = world.now().minus(shortest(Limits.Breaking::reopenAfter));
    Instant recent = world.now().minus(shortest(Limits.Breaking::within));
    String target = write.mark("target");
    long failed = failures.entrySet().stream().filter(each -> !each.getKey().equals(write.uid()))
        .map(Map.Entry::getValue).filter(each -> each.process() == write.process() && each.target().equals(target))
        .filter(each -> each.at().isBefore(decided))
        .filter(each -> !reached.contains(target) || each.at().isAfter(recent)).count();
    int most = reached.contains(target)
        ? breaking().mapToInt(Limits.Breaking::failures).max().orElseThrow() : 1;
    if (write.stored() && failed >= most && openedAt.getOrDefault(target, Instant.MIN).isAfter(waiting)) {
      throw new Violation(6, failed + " have failed, and restarted: " + write);
    }
  }

  private Stream<Limits.Breaking> breaking() {
    return inForce.possible().map(Policy::limits).map(Limits::breaking);
  }

  private Duration shortest(Function<Limits.Breaking, Duration> time) {
    return breaking().map(time).min(Duration::compareTo).orElseThrow();
  }
}
