package dev.driftless.simulation;

import dev.driftless.core.drift.Verdict;
import dev.driftless.core.engine.Fact;
import dev.driftless.core.plan.DeferReason;
import dev.driftless.core.plan.Reaction;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Invariant 13: with all faults over, everything that drifted is put right or given up within the bound. What people
 * have to decide or to mend first may stay as it is, with that as its reason.
 */
final class Liveness {

  private static final Set<DeferReason> FOR_PEOPLE = EnumSet.of(DeferReason.POLICY_REPORT, DeferReason.MODE_OBSERVE,
      DeferReason.MODE_DRY_RUN, DeferReason.PAUSED, DeferReason.ON_DELETE, DeferReason.PARTITIONED,
      DeferReason.NEEDS_DOWNTIME, DeferReason.PDB_NEVER_ALLOWS, DeferReason.QUARANTINED,
      DeferReason.PROXY_AHEAD, DeferReason.MESH_UNHEALTHY, DeferReason.TOO_LARGE, DeferReason.WINDOW_UNREADABLE);

  private static final Duration NEXT_WINDOW = Duration.ofHours(1);
  private static final Duration TO_BE_TOLD = Duration.ofMinutes(3);

  private final Run run;
  private final Oracle oracle;
  private final ReasonsAreTold reasons;

  Liveness(Run run, Oracle oracle, ReasonsAreTold reasons) {
    this.reasons = reasons;
    this.run = run;
    this.oracle = oracle;
  }

  void check(List<Population.Item> items) {
    Instant begin = run.world().now();
    Instant end = begin.plus(bound(items));
    Set<Population.Item> silent = Set.of();
    while (run.world().now().isBefore(end)) {
      if (items.stream().allMatch(this::isOver)) {
        return;
      }
      run.until(run.world().now().plus(Duration.ofSeconds(30)));
      Set<Population.Item> before = run.world().now().isAfter(begin.plus(TO_BE_TOLD)) ? silent : Set.of();
      silent = items.stream().filter(this::isSilent).collect(Collectors.toSet());
      silent.stream().filter(before::contains).findFirst().ifPresent(item -> {
        throw new Violation(11, "nobody was told why nothing happens to " + item);
      });
    }
    items.stream().filter(item -> !isOver(item)).findFirst().ifPresent(item -> {
      throw new Violation(13, item + " is drifted " + bound(items) + " after the last fault: " + told(item));
    });
  }

  /** Whether it stays as it is without a reason. */
  private boolean isSilent(Population.Item item) {
    return isDrifted(item) && run.leader().isPresent()
        && run.world().get(item.type(), item.name()).filter(Oracle::isRolledOut).isPresent()
        && told(item).filter(told -> !(told.verdict() instanceof Verdict.InSync))
            .filter(told -> !wantsRestart(item, told.verdict()) || told.deferred().isPresent() || told.restarting())
            .isEmpty();
  }

  /** Each after the other, with every attempt and every pause, and where they are evicted each pod as well. */
  private Duration bound(List<Population.Item> items) {
    int evicts = (int) items.stream().filter(Population.Item::evicts).count();
    int workloads = items.size() + evicts * Population.MOST_PODS;
    var limits = run.policy().limits();
    Duration one = limits.deadline().plus(limits.soak()).plus(limits.cooldown().max()).plus(limits.rate().per())
        .plus(limits.breaking().reopenAfter());
    Duration all = one.multipliedBy(limits.maxAttempts()).plus(one.multipliedBy(workloads)).plus(Duration.ofHours(1));
    return run.policy().windows().unlimited() ? all
        : all.plus(NEXT_WINDOW.multipliedBy(limits.maxAttempts() + workloads));
  }

  private boolean isOver(Population.Item item) {
    if (!isDrifted(item)) {
      return true;
    }
    return told(item).filter(told -> told.verdict() instanceof Verdict.Unknown
        || told.verdict() instanceof Verdict.Exempt
        || told.verdict() instanceof Verdict.Drifted && !wantsRestart(item, told.verdict())
        || told.deferred().filter(wait -> isForPeople(item, wait)).isPresent()).isPresent();
  }

  private boolean wantsRestart(Population.Item item, Verdict verdict) {
    boolean reported = run.policy().places().gateways() != Reaction.RESTART
        && run.world().get(item.type(), item.name()).filter(Oracle::isGateway).isPresent();
    return !reported && verdict instanceof Verdict.Drifted drifted && drifted.drifts().stream()
        .anyMatch(drift -> run.policy().reactions().get(drift.reason()) == Reaction.RESTART);
  }

  private boolean isDrifted(Population.Item item) {
    return oracle.isDrifted(item.type(), item.name()).orElse(false);
  }

  private boolean isForPeople(Population.Item item, Fact.Deferred wait) {
    boolean blocked = wait.reason() == DeferReason.PDB_BLOCKS
        || wait.reason() == DeferReason.HALF_DONE && wait.detail().contains("; " + DeferReason.PDB_BLOCKS + ": ");
    return FOR_PEOPLE.contains(wait.reason()) || blocked && isBlocked(item)
        || wait.reason() == DeferReason.HALF_DONE
            && FOR_PEOPLE.stream().anyMatch(reason -> wait.detail().contains("; " + reason + ": "))
        || wait.reason() == DeferReason.WINDOW_TOO_SHORT && wait.detail().contains("none of the next");
  }

  /** Whether a budget allows less than it takes, however long all others wait. */
  private boolean isBlocked(Population.Item item) {
    return run.world().get(item.type(), item.name())
        .filter(workload -> BudgetsHold.covering(run.world(), workload)
            .anyMatch(budget -> BudgetsHold.allowed(budget) < BudgetsHold.mostDown(workload)))
        .isPresent();
  }

  private Optional<ReasonsAreTold.Standing> told(Population.Item item) {
    return run.leader().flatMap(leader -> reasons.of(leader.number(), item.type().kind(), item.name()));
  }
}
