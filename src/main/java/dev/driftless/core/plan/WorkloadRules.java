package dev.driftless.core.plan;

import dev.driftless.core.inventory.Workload;
import dev.driftless.core.model.Kind;
import dev.driftless.core.model.Replicas;
import dev.driftless.core.model.Strategy;
import dev.driftless.core.model.WorkloadFacts;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** What the workload itself says against a restart now: its strategy, and whether it is settled. */
final class WorkloadRules {

  private WorkloadRules() {}

  /**
   * @param unhealthyByUs whether being unhealthy shall not count, because a restart of ours caused it
   * @param downtime      whether it may be gone while it restarts
   */
  static List<Deferral> check(Workload workload, WorkloadFacts facts, boolean unhealthyByUs,
      BooleanSupplier downtime) {
    List<Deferral> found = new ArrayList<>(paused(facts.strategy()));
    outage(facts).filter(outage -> !downtime.getAsBoolean()).ifPresent(found::add);
    Optional<Deferral> heldBack = heldBack(workload, facts);
    heldBack.ifPresent(found::add);
    if (!unhealthyByUs && heldBack.isEmpty()) {
      found.addAll(settled(facts.replicas()));
    }
    return found;
  }

  private static List<Deferral> paused(Strategy strategy) {
    return strategy.paused()
        ? List.of(Deferral.of(DeferReason.PAUSED, "spec.paused is true: a restart would change nothing")) : List.of();
  }

  /** A pod that comes for an evicted one is made from the present template, whatever the evicted one was made from. */
  private static Optional<Deferral> heldBack(Workload workload, WorkloadFacts facts) {
    int older = facts.strategy().byEviction() ? workload.older() : 0;
    return older > 0
        ? Optional.of(Deferral.of(DeferReason.ON_DELETE, "nobody but its owner replaces its pods, and " + older + " of "
            + workload.pods().size() + " are made from an older template"))
        : Optional.empty();
  }

  private static Optional<Deferral> outage(WorkloadFacts facts) {
    boolean single = facts.ref().kind() != Kind.DAEMON_SET && facts.replicas().desired() == 1;
    return switch (facts.strategy().type()) {
      case RECREATE -> Optional.of(Deferral.of(DeferReason.NEEDS_DOWNTIME, "the strategy is Recreate"));
      case ROLLING_UPDATE -> single && facts.ref().kind() == Kind.STATEFUL_SET
          ? Optional.of(Deferral.of(DeferReason.NEEDS_DOWNTIME, "a StatefulSet of one replica")) : Optional.empty();
      case ON_DELETE -> single
          ? Optional.of(Deferral.of(DeferReason.NEEDS_DOWNTIME, "only one replica, which is evicted"))
          : Optional.empty();
    };
  }

  private static List<Deferral> settled(Replicas replicas) {
    if (!replicas.observed()) {
      return List.of(Deferral.of(DeferReason.ROLLOUT_IN_PROGRESS,
          "its controller has not observed its specification yet"));
    }
    if (!replicas.rolledOut()) {
      return List.of(Deferral.of(DeferReason.ROLLOUT_IN_PROGRESS, replicas.updated() + " pods updated and "
          + replicas.current() + " in all, of " + replicas.desired() + " desired"));
    }
    return replicas.settled() ? List.of() : List.of(Deferral.of(DeferReason.NOT_AVAILABLE,
        replicas.available() + " of " + replicas.desired() + " pods available"));
  }
}
