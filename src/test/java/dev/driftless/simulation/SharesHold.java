package dev.driftless.simulation;

import dev.driftless.core.engine.Fact;
import dev.driftless.core.plan.DeferReason;
import dev.driftless.core.plan.Waves;
import dev.driftless.sim.store.ResourceTypes;
import dev.driftless.sim.store.StoreEvent;
import tools.jackson.databind.node.ObjectNode;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Invariant 6: after a change of an injector, or of the tag that leads to it, no more restarts have begun than some
 * wave allows, whatever the number of workloads that it is a share of. Those that began before everybody could know of
 * the change count as over, and not as begun.
 */
final class SharesHold implements Invariant {

  private static final int ALL = 100;

  private final World world;
  private final InForce inForce;
  private final Oracle oracle;
  private final Staleness staleness;
  private final ReasonsAreTold reasons;
  private final int workloads;
  private final Map<String, Instant> changed = new HashMap<>();
  private final Map<String, Map<String, Write>> begun = new HashMap<>();
  private final Set<String> over = new HashSet<>();

  /** What the cluster is looked at by. */
  record Eyes(World world, Oracle oracle, Staleness staleness, ReasonsAreTold reasons) {}

  /** @param workloads that there were ever: no campaign has more */
  SharesHold(Eyes eyes, InForce inForce, int workloads) {
    this.world = eyes.world();
    this.oracle = eyes.oracle();
    this.staleness = eyes.staleness();
    this.reasons = eyes.reasons();
    this.inForce = inForce;
    this.workloads = workloads;
    world.cluster().store().subscribe(this::see);
  }

  private void see(StoreEvent event) {
    WavesHold.changed(event).forEach(istiod -> {
      changed.put(istiod, world.now());
      begun.remove(istiod);
    });
    if (event.resource().equals(ResourceTypes.NAMESPACES)) {
      changed.clear();
    }
  }

  @Override
  public void told(int process, Fact fact) {
    if (fact instanceof Fact.Ended ended) {
      over.add(ended.ref().uid());
    }
  }

  @Override
  public void wrote(Write write) {
    String istiod = oracle.istiod(write.name().namespace());
    Instant since = changed.get(istiod);
    if (!write.stored() || since == null) {
      return;
    }
    over.remove(write.uid());
    Map<String, Write> all = begun.computeIfAbsent(istiod, key -> new HashMap<>());
    if (all.put(write.uid(), write) == null) {
      check(write, all, since.plus(staleness.longest()));
    }
  }

  private void check(Write next, Map<String, Write> all, Instant known) {
    int late = 0;
    int done = 0;
    for (Write write : all.values()) {
      boolean isLate = !write.at().isBefore(known);
      late += isLate && write != next ? 1 : 0;
      done += write != next && (!isLate || isOver(write, next.process())) ? 1 : 0;
    }
    int begunBefore = late;
    int overBefore = done;
    boolean allowed = inForce.possible().map(policy -> policy.limits().waves())
        .anyMatch(waves -> IntStream.rangeClosed(1, workloads).anyMatch(size ->
            begunBefore < end(waves, overBefore, size)));
    if (!allowed) {
      throw new Violation(6, begunBefore + " begun and " + overBefore + " over, of at most " + workloads + ": " + next);
    }
  }

  private static int end(Waves waves, int over, int size) {
    return waves.percents().stream().mapToInt(percent -> percent == ALL ? Integer.MAX_VALUE
        : Math.max(1, size * percent / ALL)).filter(end -> over < end).findFirst().orElse(Integer.MAX_VALUE);
  }

  /** Whether nothing of it goes on, for whatever reason. */
  private boolean isOver(Write write, int process) {
    if (over.contains(write.uid())) {
      return true;
    }
    return world.workload(write.uid()).filter(workload -> goesOn(workload, write, process)).isEmpty();
  }

  private boolean goesOn(ObjectNode workload, Write write, int process) {
    boolean evicts = Oracle.evicts(workload);
    boolean waits = reasons.of(process, write.type().kind(), write.name())
        .flatMap(ReasonsAreTold.Standing::deferred).filter(wait -> wait.reason() == DeferReason.HALF_DONE).isPresent();
    return workload.path("spec").equals(write.after().path("spec")) && !waits && !oracle.isOptedOut(workload)
        && (evicts ? !oracle.isReplaced(workload) : !Oracle.isRolledOut(workload));
  }
}
