package dev.driftless.simulation;

import dev.driftless.core.engine.Review;
import dev.driftless.core.plan.DeferReason;
import dev.driftless.core.plan.Deferral;
import dev.driftless.core.plan.Mode;
import dev.driftless.sim.store.ResourceType;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Invariant 13: with all faults over, everything that drifted is put right or given up within the bound. What people
 * have to decide or to mend first may stay as it is, with that as its reason.
 */
final class Liveness {

  private static final Set<DeferReason> FOR_PEOPLE = EnumSet.of(DeferReason.POLICY_REPORT, DeferReason.MODE_OBSERVE,
      DeferReason.MODE_DRY_RUN, DeferReason.PAUSED, DeferReason.ON_DELETE, DeferReason.PARTITIONED,
      DeferReason.NEEDS_DOWNTIME, DeferReason.PDB_NEVER_ALLOWS, DeferReason.PDB_BLOCKS, DeferReason.QUARANTINED,
      DeferReason.PROXY_AHEAD, DeferReason.MESH_UNHEALTHY, DeferReason.TOO_LARGE);

  private static final Duration NEXT_WINDOW = Duration.ofHours(1);

  private final Run run;
  private final Oracle oracle;

  Liveness(Run run, Oracle oracle) {
    this.run = run;
    this.oracle = oracle;
  }

  void check(List<Population.Item> items) {
    Instant end = run.world().now().plus(bound(items.size()));
    while (run.world().now().isBefore(end)) {
      if (items.stream().allMatch(this::isOver)) {
        return;
      }
      run.until(run.world().now().plus(Duration.ofSeconds(30)));
    }
    items.stream().filter(item -> !isOver(item)).findFirst().ifPresent(item -> {
      throw new Violation(13, item + " is drifted " + bound(items.size()) + " after the last fault: " + review(item));
    });
  }

  /** Each after the other, with every attempt and every pause. */
  private Duration bound(int workloads) {
    var limits = run.policy().limits();
    Duration one = limits.deadline().plus(limits.soak()).plus(limits.cooldown().max()).plus(limits.rate().per())
        .plus(limits.breaking().reopenAfter());
    Duration all = one.multipliedBy(limits.maxAttempts()).plus(one.multipliedBy(workloads)).plus(Duration.ofHours(1));
    return run.policy().windows().unlimited() ? all
        : all.plus(NEXT_WINDOW.multipliedBy(limits.maxAttempts() + workloads));
  }

  private boolean isOver(Population.Item item) {
    if (!oracle.isDrifted(item.type(), item.name()).orElse(false)) {
      return true;
    }
    Review review = review(item);
    return review != null && (run.policy().mode() != Mode.ENFORCE || !review.restart()
        || review.deferred().stream().anyMatch(Liveness::isForPeople));
  }

  private static boolean isForPeople(Deferral deferral) {
    return FOR_PEOPLE.contains(deferral.reason())
        || deferral.reason() == DeferReason.WINDOW_TOO_SHORT && deferral.until().isEmpty();
  }

  private Review review(Population.Item item) {
    return run.daemon().engine().review(run.world().now()).stream()
        .filter(review -> review.ref().namespace().equals(item.name().namespace())
            && review.ref().name().equals(item.name().name()) && kind(review).equals(kind(item.type())))
        .findFirst().orElse(null);
  }

  private static String kind(Review review) {
    return review.ref().kind().label();
  }

  private static String kind(ResourceType type) {
    return type.kind();
  }
}
