package dev.driftless.simulation;

import dev.driftless.config.DriftlessConfig;
import dev.driftless.core.plan.Budget;
import dev.driftless.core.plan.Limits;
import dev.driftless.core.plan.Mode;
import dev.driftless.core.plan.Policy;
import dev.driftless.core.plan.ProofPolicy;

import java.time.Duration;

/** What people allow, as chance wants it. */
final class Policies {

  private Policies() {}

  static Policy of(Chance chance) {
    Policy defaults = DriftlessConfig.DEFAULTS.policy();
    Mode mode = chance.once(0.05) ? Mode.OBSERVE : chance.once(0.05) ? Mode.DRY_RUN : Mode.ENFORCE;
    return new Policy(mode, Policy.Scope.EVERYTHING, new Policy.Mesh(World.MESH, chance.seconds(0, 90)),
        chance.seconds(0, 30), defaults.reactions(),
        chance.of(ProofPolicy.REQUIRED, ProofPolicy.REQUIRED, ProofPolicy.PREFERRED, ProofPolicy.OFF), limits(chance));
  }

  private static Limits limits(Chance chance) {
    Duration cooldown = chance.seconds(30, 600);
    return new Limits(new Budget.Count(chance.between(1, 5)), chance.between(1, 3),
        new Limits.Rate(chance.between(1, 10), chance.seconds(10, 120)),
        new Limits.Cooldown(cooldown, cooldown.multipliedBy(chance.between(1, 4))), chance.between(1, 3),
        chance.seconds(60, 600), chance.seconds(0, 60), chance.between(1, 3));
  }
}
