package dev.driftless.core.engine;

import dev.driftless.core.plan.DeferReason;
import dev.driftless.core.plan.Deferral;
import dev.driftless.core.plan.Limits;
import dev.driftless.core.plan.Policy;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/** What follows for a workload from the answer to a write of ours. */
final class WriteAnswers {

  private static final Duration RETRY_AFTER_FAILED_WRITE = Duration.ofSeconds(10);

  /** Each time a unit of the rate is spent in vain. */
  private static final Limits.Cooldown BLOCKED =
      new Limits.Cooldown(RETRY_AFTER_FAILED_WRITE, Duration.ofMinutes(5));

  private static final Duration LOOK_AGAIN = Duration.ofSeconds(2);

  private final Supplier<Policy> policy;

  WriteAnswers(Supplier<Policy> policy) {
    this.policy = policy;
  }

  void take(Tracked tracked, Effect.Write effect, Answer answer, Instant now) {
    if (answer instanceof Answer.Accepted && !effect.dryRun()) {
      tracked.acted(now);
    }
    if (tracked.pending == null || !tracked.pending.effect().equals(effect)) {
      return;
    }
    Pending pending = tracked.pending;
    tracked.pending = null;
    switch (answer) {
      case Answer.Accepted accepted when effect.dryRun() -> tracked.dryRun = Candidates.dryRunKey(tracked);
      case Answer.Accepted accepted -> {
        tracked.refusals = 0;
        tracked.pending = pending.asAccepted();
      }
      case Answer.Unanswered unanswered when effect.dryRun() -> retryLater(tracked, unanswered.detail(), now);
      case Answer.Unanswered unanswered -> tracked.pending = pending.asUnanswered(now);
      case Answer.Conflict conflict when effect instanceof Effect.Evict -> lookAgain(tracked, conflict.detail(), now);
      case Answer.Conflict conflict -> {
        tracked.staleVersion = pending.resourceVersion();
        tracked.staleSince = now;
      }
      case Answer.Blocked(String detail) -> {
        tracked.refusals++;
        tracked.refusal = Deferral.until(now.plus(BLOCKED.after(tracked.refusals)), DeferReason.PDB_BLOCKS, detail);
      }
      case Answer.Failed failed -> retryLater(tracked, failed.detail(), now);
      case Answer.HeldBack(DeferReason reason) -> tracked.refusal =
          Deferral.until(now.plus(Duration.ofSeconds(1)), reason, reason == DeferReason.NOT_LEADER
              ? "the lease could end before the API server is done with it" : "held back by the second lock");
      case Answer.Refused(int status, String detail) -> {
        tracked.refusals++;
        tracked.refusal = Deferral.until(now.plus(policy.get().limits().cooldown().after(tracked.refusals)),
            DeferReason.REFUSED, "HTTP " + status + ": " + detail);
      }
    }
  }

  /** The pod is another one by now, or gone: what it is will be seen. */
  private static void lookAgain(Tracked tracked, String detail, Instant now) {
    tracked.refusal = Deferral.until(now.plus(LOOK_AGAIN), DeferReason.AWAITING_ANSWER, detail);
  }

  private static void retryLater(Tracked tracked, String detail, Instant now) {
    tracked.refusal = Deferral.until(now.plus(RETRY_AFTER_FAILED_WRITE), DeferReason.WRITE_FAILED, detail);
  }
}
