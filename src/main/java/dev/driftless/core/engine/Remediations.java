package dev.driftless.core.engine;

import dev.driftless.core.drift.Provable;
import dev.driftless.core.drift.Verdict;
import dev.driftless.core.model.Kind;
import dev.driftless.core.model.WorkloadFacts;
import dev.driftless.core.plan.Breaker;
import dev.driftless.core.plan.DeferReason;
import dev.driftless.core.plan.Deferral;
import dev.driftless.core.plan.Limits;
import dev.driftless.core.plan.Policy;
import dev.driftless.core.remediation.Convergence;
import dev.driftless.core.remediation.Marks;
import dev.driftless.core.remediation.Outcome;
import dev.driftless.core.remediation.Progress;
import dev.driftless.core.remediation.Rollout;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/** Follows every restart of ours from its write to its end, also those that an earlier process began. */
final class Remediations {

  /**
   * How long a write can still arrive after nobody waits for its answer any more: the API server gives up a request
   * after the {@code timeout} it was sent with (10 s), and this leaves as much again.
   */
  static final Duration WRITE_CAN_ARRIVE = Duration.ofSeconds(20);

  private final Supplier<Policy> policy;
  private final Narrator narrator;
  private final Breaker breaker;
  private final Proofs proofs;
  private final Instant start;

  Remediations(Supplier<Policy> policy, Narrator narrator, Breaker breaker, Proofs proofs, Instant start) {
    this.proofs = proofs;
    this.policy = policy;
    this.narrator = narrator;
    this.breaker = breaker;
    this.start = start;
  }

  /** @param trust in the facts: a restart that nobody can see well neither succeeds nor fails */
  void advance(Tracked tracked, Trust trust, Instant now) {
    if (tracked.workload.facts().isEmpty()) {
      return;
    }
    WorkloadFacts facts = tracked.workload.facts().get();
    if (tracked.pending != null && tracked.pending.effect() instanceof Effect.Evict evict) {
      Evictions.resolve(tracked, evict, trust.seen(Kind.POD), now);
    } else {
      resolve(tracked, facts, trust.seen(tracked.kind()), now);
    }
    adopt(tracked, facts, now);
    if (tracked.rollout == null) {
      recallFailure(tracked, facts);
      return;
    }
    boolean lost = tracked.rollout.lostSidecar(tracked.workload, tracked.assessment);
    if (trust.deferral(now).isPresent() || !lost && awaitsProof(tracked, now)) {
      if (!tracked.isUnjudged()) {
        tracked.rollout.unseen(now);
      }
    } else if (lost || !Evictions.isUnderWay(tracked)) {
      follow(tracked, facts, now);
    }
  }

  /**
   * Finds out what came of a write by looking at the workload. Its marks say that it happened, and so does the template
   * if somebody has removed the marks. A write without an answer did not happen if the object
   * moved on without a new specification; if it has one, the write may have happened and have been undone by others.
   */
  private void resolve(Tracked tracked, WorkloadFacts facts, Instant seen, Instant now) {
    if (tracked.staleSince != null && seen.isAfter(tracked.staleSince.plus(WRITE_CAN_ARRIVE))) {
      tracked.staleSince = null;
      tracked.staleVersion = "";
    }
    Pending pending = tracked.pending;
    if (pending == null || pending.effect().dryRun()) {
      return;
    }
    String id = pending.effect().marks().restartId();
    if (tracked.marks != null && tracked.marks.restartId().equals(id)) {
      return;
    }
    if (id.equals(facts.template().annotations().get(Marks.RESTART_ID))) {
      Marks marks = pending.effect().marks();
      begin(tracked, new Rollout(marks, pending.templateDigest(), tracked.workload, now), now);
      return;
    }
    boolean moved = !facts.resourceVersion().equals(pending.resourceVersion());
    boolean expired = pending.unanswered().filter(since -> seen.isAfter(since.plus(WRITE_CAN_ARRIVE))).isPresent();
    if (moved && pending.accepted()) {
      tracked.pending = null;
      tracked.over = id;
      Marks marks = pending.effect().marks();
      retried(tracked, marks);
      tracked.quarantine = new Quarantine(marks.target(), facts.template().digest(), Outcome.REVERTED,
          "the marks of restart " + id + " vanished at once", tracked.assessment.proved());
    } else if (moved && pending.unanswered().isPresent() || expired) {
      tracked.pending = null;
      if (facts.generation() != pending.generation()) {
        pending.unanswered().ifPresent(tracked::acted);
        retried(tracked, pending.effect().marks());
      }
    }
  }

  /**
   * A restart that was over before its target could be told is judged once it can: if its pods still differ from that
   * very target, another one would be as vain.
   */
  private static void recallFailure(Tracked tracked, WorkloadFacts facts) {
    Marks marks = tracked.marks;
    if (tracked.quarantined() || marks == null || tracked.pending != null || !tracked.assessment.proved()
        || !marks.target().equals(tracked.assessment.target())
        || !(tracked.assessment.verdict() instanceof Verdict.Drifted)) {
      return;
    }
    Convergence.failure(marks, tracked.observed())
        .ifPresent(detail -> quarantine(tracked, facts, Outcome.DID_NOT_CONVERGE, detail));
  }

  /** Takes over the restart that the workload's marks tell of. */
  private void adopt(Tracked tracked, WorkloadFacts facts, Instant now) {
    Marks marks = tracked.marks;
    if (marks == null || marks.restartId().equals(tracked.over)
        || tracked.rollout != null && (tracked.rollout.marks().equals(marks) || tracked.rollout.isOn(facts))) {
      return;
    }
    Optional<Pending> own = Optional.ofNullable(tracked.pending)
        .filter(pending -> pending.effect().marks().restartId().equals(marks.restartId()));
    String digest = own.map(Pending::templateDigest).orElse(facts.template().digest());
    Rollout rollout = new Rollout(marks, digest, tracked.workload, now);
    if (own.isPresent()) {
      begin(tracked, rollout, now);
    } else {
      tracked.told = null;
      inherit(tracked, rollout, facts, now);
    }
  }

  /** Whether an answer is on its way that can show the present target to be the one of its restart. */
  boolean awaitsProof(Tracked tracked, Instant now) {
    return tracked.rollout != null && !tracked.assessment.proved() && Provable.is(tracked.computed)
        && proofs.obtainable(now) && proofs.about(tracked.ref, tracked.subject).isEmpty()
        && !proofs.failing(tracked.ref) && !tracked.rollout.marks().target().equals(tracked.assessment.target());
  }

  private static void begin(Tracked tracked, Rollout rollout, Instant now) {
    tracked.told = null;
    tracked.refusals = 0;
    tracked.refusal = null;
    tracked.pending = null;
    tracked.quarantine = null;
    retried(tracked, rollout.marks());
    tracked.acted(now);
    tracked.rollout = rollout;
  }

  private static void retried(Tracked tracked, Marks marks) {
    tracked.retried = marks.retried() ? marks.target() : tracked.retried;
  }

  /** Takes over what an earlier process began; what had ended by then is not told again. */
  private void inherit(Tracked tracked, Rollout rollout, WorkloadFacts facts, Instant now) {
    Marks marks = rollout.marks();
    if (!rollout.isOn(facts)) {
      tracked.over = marks.restartId();
      tracked.rollout = null;
      if (tracked.assessment.verdict() instanceof Verdict.Drifted
          && marks.target().equals(tracked.assessment.target())) {
        tracked.quarantine = new Quarantine(marks.target(), facts.template().digest(), Outcome.REVERTED,
            Marks.RESTART_ID + " vanished from the pod template", tracked.assessment.proved());
      }
      return;
    }
    tracked.inherit(rollout);
    if (rollout.evicts()) {
      tracked.refusal = Deferral.until(start.plus(WRITE_CAN_ARRIVE), DeferReason.AWAITING_ANSWER,
          "an eviction by an earlier process could still arrive");
    }
    boolean settled = rollout.healthy(tracked.workload)
        && !rollout.soakedAt(tracked.workload.pods(), limits()).isAfter(start);
    if (!settled && !rollout.lostSidecar(tracked.workload, tracked.assessment) && awaitsProof(tracked, now)) {
      return;
    }
    Progress progress = rollout.progress(tracked.observed(), limits(), now);
    if (progress instanceof Progress.Over(Outcome outcome, String detail)
        && endedBefore(tracked, rollout, outcome)) {
      tracked.over = marks.restartId();
      tracked.rollout = null;
      if (outcome == Outcome.VERIFIED) {
        breaker.reached(marks.target());
        tracked.verified = marks.restartId();
      }
    }
  }

  /**
   * A workload of which nothing old is left had its rollout done. If it is not healthy now, that may have come later:
   * so it is taken for once longer ago than any failed restart would be waited for.
   */
  private boolean endedBefore(Tracked tracked, Rollout rollout, Outcome outcome) {
    return switch (outcome) {
      case VERIFIED -> !rollout.soakedAt(tracked.workload.pods(), limits()).isAfter(start);
      case SUPERSEDED, SUPERSEDED_BY_TARGET -> true;
      case TIMED_OUT -> rollout.replacedAll(tracked.workload, tracked.assessment) && longAgo(rollout);
      case WITHOUT_SIDECAR -> !rollout.lostSidecarMidway(tracked.workload, tracked.assessment, limits())
          && (rollout.evicts() ? longAgo(rollout) : rollout.isRolledOut(tracked.workload))
          && !breaker.openedAt().containsKey(rollout.marks().target());
      case DID_NOT_CONVERGE, REVERTED -> false;
    };
  }

  private Limits limits() {
    return policy.get().limits();
  }

  private boolean longAgo(Rollout rollout) {
    return rollout.marks().startedAt().plus(limits().deadline()).plus(limits().cooldown().max()).isBefore(start);
  }

  private void follow(Tracked tracked, WorkloadFacts facts, Instant now) {
    Marks marks = tracked.rollout.marks();
    tracked.judged();
    tracked.progress = progress(tracked, now);
    if (tracked.progress instanceof Progress.Over(Outcome outcome, String detail)) {
      if (tracked.told != outcome) {
        tracked.overtaken = outcome == Outcome.SUPERSEDED_BY_TARGET && tracked.told == null && isOvertaken(tracked)
            ? marks.restartId() : tracked.overtaken;
        tracked.told = outcome;
        narrator.ended(tracked, marks, outcome, detail, now);
        end(tracked, facts, outcome, detail, now);
      }
      if (released(tracked, outcome)) {
        tracked.over = marks.restartId();
        tracked.rollout = null;
      }
    } else if (tracked.told == Outcome.TIMED_OUT && tracked.evicting() && tracked.rollout.healthy(tracked.workload)) {
      tracked.over = marks.restartId();
      tracked.rollout = null;
    }
  }

  /** Where nobody knows since when the injector gives what it gives now, a pod that differs may be its last word. */
  private static boolean isOvertaken(Tracked tracked) {
    boolean changed = !tracked.rollout.marks().target().equals(tracked.assessment.target());
    return changed || tracked.observed().isStandingKnown();
  }

  /** What left the scope is followed to its end, but evictions have none of their own. */
  private Progress progress(Tracked tracked, Instant now) {
    boolean left = tracked.evicting() && !tracked.inScope && !tracked.drifted.isEmpty()
        && tracked.rollout.healthy(tracked.workload);
    return left ? new Progress.Over(Outcome.SUPERSEDED, "it left the scope midway")
        : tracked.rollout.progress(tracked.observed(), limits(), now);
  }

  private void end(Tracked tracked, WorkloadFacts facts, Outcome outcome, String detail, Instant now) {
    Marks marks = tracked.rollout.marks();
    switch (outcome) {
      case VERIFIED -> {
        breaker.success(marks.target(), now);
        tracked.verified = marks.restartId();
      }
      case SUPERSEDED, SUPERSEDED_BY_TARGET, TIMED_OUT -> { }
      case WITHOUT_SIDECAR -> tracked.lose();
      case REVERTED, DID_NOT_CONVERGE -> quarantine(tracked, facts, outcome, detail);
    }
  }

  private static void quarantine(Tracked tracked, WorkloadFacts facts, Outcome outcome, String detail) {
    tracked.quarantine =
        new Quarantine(tracked.assessment.target(), facts.template().digest(), outcome, detail,
            tracked.assessment.proved());
  }

  /** Whether the slot is free again: a failure keeps it until the workload is healthy. */
  private static boolean released(Tracked tracked, Outcome outcome) {
    return switch (outcome) {
      case VERIFIED, SUPERSEDED, SUPERSEDED_BY_TARGET, REVERTED -> true;
      case TIMED_OUT -> false;
      case DID_NOT_CONVERGE, WITHOUT_SIDECAR -> tracked.rollout.healthy(tracked.workload);
    };
  }
}
