package dev.driftless.config;

import static java.util.Map.entry;

import dev.driftless.core.drift.DriftReason;
import dev.driftless.core.plan.Budget;
import dev.driftless.core.plan.Downtime;
import dev.driftless.core.plan.Limits;
import dev.driftless.core.plan.Mode;
import dev.driftless.core.plan.Places;
import dev.driftless.core.plan.Policy;
import dev.driftless.core.plan.ProofPolicy;
import dev.driftless.core.plan.Reaction;
import dev.driftless.core.plan.Waves;
import dev.driftless.core.plan.Windows;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The configuration in force: valid, complete. */
public record DriftlessConfig(Policy policy, Settings settings) {

  /** What holds where nobody says anything: cautious enough for a first install into a large cluster. */
  public static final DriftlessConfig DEFAULTS = new DriftlessConfig(defaultPolicy(), Settings.DEFAULTS);

  private static Policy defaultPolicy() {
    return new Policy(Mode.OBSERVE, Policy.Scope.EVERYTHING, new Policy.Mesh("istio-system", Duration.ofSeconds(60)),
        Duration.ofSeconds(15),
        Map.ofEntries(
            entry(DriftReason.DANGLING_REVISION, Reaction.REPORT),
            entry(DriftReason.WRONG_REVISION, Reaction.RESTART),
            entry(DriftReason.IMAGE, Reaction.RESTART),
            entry(DriftReason.MISSING_SIDECAR, Reaction.REPORT),
            entry(DriftReason.UNWANTED_SIDECAR, Reaction.REPORT),
            entry(DriftReason.CONTAINER_KIND, Reaction.REPORT),
            entry(DriftReason.INIT_KIND, Reaction.RESTART),
            entry(DriftReason.RESOURCES, Reaction.RESTART),
            entry(DriftReason.PROMETHEUS_MERGE, Reaction.RESTART),
            entry(DriftReason.PROXY_CONFIG, Reaction.RESTART),
            entry(DriftReason.CONFIG_FINGERPRINT, Reaction.REPORT)),
        ProofPolicy.REQUIRED,
        new Limits(new Budget.Count(5), 1, 0,
            new Limits.Rate(10, Duration.ofMinutes(1)),
            new Limits.Cooldown(Duration.ofMinutes(10), Duration.ofHours(6)),
            3, Duration.ofMinutes(15), Duration.ofSeconds(60), new Waves(true, List.of(5, 25, 100)),
            new Limits.Breaking(3, Duration.ofMinutes(30), Duration.ofMinutes(30), new Budget.Percent(10))),
        Downtime.WINDOW, Windows.ALWAYS,
        new Places(Optional.empty(), "", Reaction.REPORT, Set.of("kyma-system")));
  }
}
