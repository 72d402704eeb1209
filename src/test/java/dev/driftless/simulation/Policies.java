package dev.driftless.simulation;

import dev.driftless.config.DriftlessConfig;
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
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What people allow, as chance wants it. */
final class Policies {

  private Policies() {}

  static Policy of(Chance chance) {
    Policy defaults = DriftlessConfig.DEFAULTS.policy();
    Mode mode = chance.once(0.06) ? Mode.OBSERVE : chance.once(0.06) ? Mode.DRY_RUN : Mode.ENFORCE;
    return new Policy(mode, Policy.Scope.EVERYTHING, new Policy.Mesh(World.MESH, chance.seconds(0, 60)),
        chance.seconds(0, 40), reactions(chance, defaults.reactions()),
        chance.of(ProofPolicy.REQUIRED, ProofPolicy.REQUIRED, ProofPolicy.PREFERRED, ProofPolicy.OFF), limits(chance),
        chance.of(Downtime.values()), chance.once(0.2) ? Hours.windows(chance) : Windows.ALWAYS, places(chance));
  }

  private static Map<DriftReason, Reaction> reactions(Chance chance, Map<DriftReason, Reaction> defaults) {
    Map<DriftReason, Reaction> reactions = new EnumMap<>(defaults);
    if (chance.once(0.6)) {
      reactions.put(DriftReason.MISSING_SIDECAR, Reaction.RESTART);
    }
    return reactions;
  }

  private static Places places(Chance chance) {
    Optional<Mode> namespaceMode =
        chance.once(0.1) ? Optional.of(chance.of(Mode.OBSERVE, Mode.DRY_RUN)) : Optional.empty();
    return new Places(namespaceMode, World.HOME,
        chance.of(Reaction.REPORT, Reaction.RESTART, Reaction.RESTART), Set.of("team-0"));
  }

  private static Limits limits(Chance chance) {
    Duration cooldown = chance.seconds(30, 180);
    Budget slots = chance.once(0.3) ? new Budget.Percent(chance.between(10, 60))
        : new Budget.Count(chance.between(1, 5));
    return new Limits(slots, chance.between(1, 3), chance.once(0.2) ? chance.between(3, 12) : 0,
        new Limits.Rate(chance.between(1, 10), chance.seconds(10, 120)),
        new Limits.Cooldown(cooldown, cooldown.multipliedBy(chance.between(1, 3))), chance.between(1, 3),
        chance.seconds(30, 180), chance.seconds(0, 40), waves(chance), breaking(chance));
  }

  private static Limits.Breaking breaking(Chance chance) {
    return new Limits.Breaking(chance.between(1, 3), chance.seconds(60, 900), chance.seconds(60, 400),
        new Budget.Percent(chance.between(5, 100)));
  }

  private static Waves waves(Chance chance) {
    return chance.of(Waves.NONE, new Waves(true, List.of()), new Waves(true, List.of(25, 100)),
        new Waves(false, List.of(10, 50, 100)));
  }
}
