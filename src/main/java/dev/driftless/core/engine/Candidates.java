package dev.driftless.core.engine;

import dev.driftless.core.drift.Verdict;
import dev.driftless.core.plan.Candidate;
import dev.driftless.core.plan.DeferReason;
import dev.driftless.core.plan.Deferral;
import dev.driftless.core.plan.Mode;
import dev.driftless.core.plan.Policy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Tells who is to be restarted as far as policy and history go; the planner tells who may be. */
final class Candidates {

  private final Supplier<Policy> policy;
  private final Proofs proofs;
  private Optional<Deferral> standby = Optional.empty();

  Candidates(Supplier<Policy> policy, Proofs proofs) {
    this.policy = policy;
    this.proofs = proofs;
  }

  /** From now on nobody may be restarted, for that reason before all others. */
  void standBy(String why) {
    standby = Optional.of(Deferral.of(DeferReason.NOT_LEADER, why));
  }

  boolean isStandingBy() {
    return standby.isPresent();
  }

  List<Candidate> among(Collection<Tracked> all, Instant now) {
    List<Candidate> found = new ArrayList<>();
    for (Tracked tracked : all) {
      tracked.refusal = tracked.refusal != null && tracked.refusal.until().filter(now::isBefore).isPresent()
          ? tracked.refusal : null;
      of(tracked, now).ifPresentOrElse(found::add, () -> tracked.deferral = null);
    }
    return found;
  }

  /** Empty if nobody wants it restarted. */
  Optional<Candidate> of(Tracked tracked, Instant now) {
    boolean wanted = Wants.restart(tracked, policy.get())
        || tracked.evicting() && tracked.assessment.verdict() instanceof Verdict.Drifted;
    if (!tracked.inScope || !wanted) {
      return Optional.empty();
    }
    boolean otherAim = tracked.rollout != null && (tracked.isLossInFlight()
        || !tracked.rollout.marks().target().equals(tracked.assessment.target())
        || Retry.isOf(tracked, policy.get().limits().maxAttempts()));
    return Optional.of(new Candidate(tracked.workload, tracked.assessment, tracked.computed, past(tracked, otherAim),
        proofs.refusal(tracked, now), proofs.askable(tracked, now), tracked.local));
  }

  private Candidate.Past past(Tracked tracked, boolean otherAim) {
    boolean retry = Retry.isOf(tracked, policy.get().limits().maxAttempts());
    boolean midway = tracked.evicting() && !otherAim && !retry;
    boolean asked = retry || midway && tracked.rollout.marks().retried();
    return new Candidate.Past(tracked.driftedSince, midway ? Optional.empty() : tracked.lastRestart(),
        retry ? 0 : tracked.attempts(), otherAim || midway, tracked.lostSidecar(), asked, midway,
        tracked.aims.flappedAt(), hold(tracked, otherAim, midway));
  }

  private Optional<Deferral> hold(Tracked tracked, boolean newTarget, boolean midway) {
    return standby.or(() -> History.hold(tracked, newTarget, policy.get().limits().maxAttempts()))
        .or(() -> partitioned(tracked))
        .or(() -> Wants.restart(tracked, policy.get()) ? Optional.empty()
            : Wants.notAsked(tracked, policy.get()).stream().findFirst())
        .or(() -> tracked.local.mode() == Mode.DRY_RUN && (midway || tracked.dryRun.equals(dryRunKey(tracked)))
            ? Optional.of(Deferral.of(DeferReason.MODE_DRY_RUN, "the dry run was accepted; " + tracked.local.why()))
            : Optional.empty());
  }

  private static Optional<Deferral> partitioned(Tracked tracked) {
    int partition = tracked.workload.facts().map(facts -> facts.strategy().partition()).orElse(0);
    return partition == 0 || !Collections.disjoint(tracked.workload.rolled(), tracked.drifted) ? Optional.empty()
        : Optional.of(Deferral.of(DeferReason.PARTITIONED, "spec.updateStrategy.rollingUpdate.partition is " + partition
            + ", and no pod from that ordinal on is drifted"));
  }

  /** What a dry run of a restart was about. */
  static String dryRunKey(Tracked tracked) {
    return tracked.assessment.target() + "/"
        + tracked.workload.facts().map(facts -> facts.template().digest()).orElse("");
  }
}
