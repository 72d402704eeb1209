package dev.driftless.core.engine;

import dev.driftless.core.plan.DeferReason;
import dev.driftless.core.plan.Deferral;
import dev.driftless.core.remediation.Outcome;
import dev.driftless.core.remediation.Progress;

import java.time.Instant;
import java.util.Optional;

/** What the past of one workload says against another restart of it. */
final class History {

  private History() {}

  /** @param newTarget whether its restart in flight was towards another target, or is given up and tried again */
  static Optional<Deferral> hold(Tracked tracked, boolean newTarget, int maxAttempts) {
    if (tracked.pending != null) {
      return Optional.of(Deferral.of(DeferReason.AWAITING_ANSWER, tracked.pending.text()));
    }
    boolean retry = Retry.isOf(tracked, maxAttempts);
    if (tracked.quarantined() && !retry) {
      return Optional.of(quarantined(tracked, text(tracked.quarantine.outcome(), tracked.quarantine.detail())));
    }
    if (tracked.rollout != null && !newTarget) {
      return Evictions.isNextDue(tracked) ? Optional.ofNullable(tracked.refusal)
          : Evictions.obstacle(tracked).or(() -> Optional.of(restarting(tracked)));
    }
    if (tracked.attempts() >= maxAttempts && !retry) {
      return Optional.of(quarantined(tracked, tracked.attempts() + " restarts towards this target"));
    }
    if (tracked.refusal != null) {
      return Optional.of(tracked.refusal);
    }
    return tracked.workload.facts().filter(facts -> facts.resourceVersion().equals(tracked.staleVersion))
        .map(facts -> Deferral.of(DeferReason.AWAITING_ANSWER, "it changed; its newest version was not seen yet"));
  }

  private static Deferral quarantined(Tracked tracked, String why) {
    return Deferral.of(DeferReason.QUARANTINED, why + "; " + Retry.advice(tracked));
  }

  private static Deferral restarting(Tracked tracked) {
    String id = "restart " + tracked.rollout.marks().restartId();
    return switch (tracked.progress) {
      case Progress.Over(Outcome outcome, String detail) -> Deferral.of(DeferReason.FAILED,
          id + ": " + text(outcome, detail) + "; " + Retry.advice(tracked));
      case Progress.Rolling(int ready, int desired) -> {
        String stand = id + ": " + ready + " of " + desired + " new pods ready";
        yield tracked.workload.facts().flatMap(tracked.rollout::haltedBy)
            .map(reason -> Deferral.of(reason, stand + ", and its owner has stopped the rollout"))
            .orElseGet(() -> Deferral.of(DeferReason.RESTARTING, stand));
      }
      case Progress.Soaking(Instant until) -> Deferral.until(until, DeferReason.RESTARTING, id + ": soaking");
      case null -> Deferral.of(DeferReason.RESTARTING, id);
    };
  }

  private static String text(Outcome outcome, String detail) {
    return outcome + ": " + detail;
  }
}
