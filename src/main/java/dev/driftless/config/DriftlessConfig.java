package dev.driftless.config;

import dev.driftless.core.drift.DriftReason;
import dev.driftless.core.plan.Budget;
import dev.driftless.core.plan.Limits;
import dev.driftless.core.plan.Mode;
import dev.driftless.core.plan.Policy;
import dev.driftless.core.plan.Reaction;

import java.time.Duration;
import java.util.Map;

/** The configuration in force: valid, complete. */
public record DriftlessConfig(Policy policy, Settings settings) {

  /** What holds where nobody says anything: cautious enough for a first install into a large cluster. */
  public static final DriftlessConfig DEFAULTS = new DriftlessConfig(defaultPolicy(), Settings.DEFAULTS);

  private static Policy defaultPolicy() {
    return new Policy(Mode.OBSERVE, Policy.Scope.EVERYTHING, new Policy.Mesh("istio-system", Duration.ofSeconds(60)),
        Duration.ofSeconds(15),
        Map.of(
            DriftReason.WRONG_REVISION, Reaction.RESTART,
            DriftReason.IMAGE, Reaction.RESTART,
            DriftReason.MISSING_SIDECAR, Reaction.REPORT,
            DriftReason.UNWANTED_SIDECAR, Reaction.REPORT),
        new Limits(new Budget.Count(5), 1,
            new Limits.Rate(10, Duration.ofMinutes(1)),
            new Limits.Cooldown(Duration.ofMinutes(10), Duration.ofHours(6)),
            3, Duration.ofMinutes(15), Duration.ofSeconds(60), 3));
  }
}
