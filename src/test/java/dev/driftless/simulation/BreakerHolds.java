package dev.driftless.simulation;

import dev.driftless.core.engine.Fact;
import dev.driftless.core.plan.Policy;
import dev.driftless.core.remediation.Outcome;
import dev.driftless.sim.store.ResourceTypes;
import dev.driftless.sim.store.StoreEvent;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Invariant 6: when a restart was told to have failed whose target nobody had reached before, nothing is restarted by
 * anybody until the breaker may be half open: unless the failed one has healed, was changed by its owner, is
 * gone, or the mesh has changed, and with it the target. Any that failed may be tried again because a person wants
 * it, or because that is how it gets back the sidecar that it lost.
 */
final class BreakerHolds implements Invariant {

  private static final Set<Outcome> FAILURES =
      Set.of(Outcome.TIMED_OUT, Outcome.WITHOUT_SIDECAR, Outcome.DID_NOT_CONVERGE);

  private final World world;
  private final InForce inForce;
  private final Oracle oracle;
  private final Set<String> reached = new HashSet<>();
  private final Map<String, Failed> failed = new HashMap<>();
  private final Map<String, Instant> first = new HashMap<>();
  private final Map<String, Instant> relabelled = new HashMap<>();
  private Instant meshChanged = Instant.EPOCH;

  /** @param at when that was told first, by whomever */
  private record Failed(Instant at, Fact.Ended fact, JsonNode spec) {}

  BreakerHolds(World world, InForce inForce, Oracle oracle) {
    this.world = world;
    this.inForce = inForce;
    this.oracle = oracle;
    world.cluster().store().subscribe(this::changed);
  }

  private void changed(StoreEvent event) {
    if (Oracle.isMesh(event)) {
      failed.clear();
      note(event);
    }
    String uid = event.object().path("metadata").path("uid").asString("");
    Failed failure = failed.get(uid);
    if (failure != null && (event.type() == StoreEvent.Type.DELETED
        || !event.object().path("spec").equals(failure.spec()) || heals(failure, event.object()))) {
      failed.remove(uid);
    }
  }

  private void note(StoreEvent event) {
    if (event.resource().equals(ResourceTypes.NAMESPACES)) {
      relabelled.put(event.name().name(), world.now());
    } else {
      meshChanged = world.now();
    }
  }

  /** A restart that was in vain is not healed by being well. */
  private static boolean heals(Failed failure, ObjectNode now) {
    return failure.fact().outcome() == Outcome.TIMED_OUT && Oracle.isRolledOut(now);
  }

  @Override
  public void told(int process, Fact fact) {
    if (fact instanceof Fact.Ended ended) {
      ended(ended);
    }
    boolean acts = fact instanceof Fact.Requested || fact instanceof Fact.EvictionRequested;
    if (acts && !isTriedAgain(fact)) {
      Duration shortest = inForce.possible().map(Policy::limits).map(limits -> limits.breaking().reopenAfter())
          .min(Duration::compareTo).orElseThrow();
      failed.forEach((uid, failure) -> {
        if (failure.at().plus(shortest).isAfter(fact.at())
            && !uid.equals(fact.ref().uid()) && !isWell(uid, failure)) {
          throw new Violation(6, "after " + failure.fact() + " comes " + fact);
        }
      });
    }
  }

  private boolean isTriedAgain(Fact fact) {
    Failed failure = failed.get(fact.ref().uid());
    boolean asked = fact instanceof Fact.Requested request && request.marks().retried()
        || fact instanceof Fact.EvictionRequested eviction && eviction.marks().retried();
    return failure != null && (asked || failure.fact().outcome() == Outcome.WITHOUT_SIDECAR);
  }

  private boolean isWell(String uid, Failed failure) {
    return failure.fact().outcome() == Outcome.TIMED_OUT
        && world.workload(uid).filter(workload -> Oracle.evicts(workload) ? oracle.isWhole(workload)
            : Oracle.isRolledOut(workload)).isPresent();
  }

  /** Whether what it was to get may be another since it was begun. */
  private boolean isOvertaken(Fact.Ended ended) {
    Instant begun = ended.marks().startedAt();
    return meshChanged.isAfter(begun)
        || relabelled.getOrDefault(ended.ref().namespace(), Instant.EPOCH).isAfter(begun);
  }

  private void ended(Fact.Ended ended) {
    String target = ended.marks().target();
    if (ended.outcome() == Outcome.VERIFIED) {
      reached.add(target);
    }
    if (FAILURES.contains(ended.outcome()) && !reached.contains(target) && !isOvertaken(ended)) {
      world.workload(ended.ref().uid()).ifPresent(workload -> failed.put(ended.ref().uid(),
          new Failed(first.computeIfAbsent(ended.id(), id -> ended.at()), ended, workload.path("spec").deepCopy())));
    }
  }
}
