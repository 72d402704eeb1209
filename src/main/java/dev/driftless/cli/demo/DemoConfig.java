package dev.driftless.cli.demo;

import dev.driftless.config.BindAddress;
import dev.driftless.config.DriftlessConfig;
import dev.driftless.config.LogFormat;
import dev.driftless.config.LogLevel;
import dev.driftless.config.Settings;
import dev.driftless.core.plan.Budget;
import dev.driftless.core.plan.Limits;
import dev.driftless.core.plan.Mode;
import dev.driftless.core.plan.Policy;

import java.time.Duration;

/** How the daemon is configured in the demo: as usual, with waits that people have the patience for. */
final class DemoConfig {

  /** Whatever the speed: pods take as long as they take. */
  private static final Duration DEADLINE = Duration.ofSeconds(8);

  private DemoConfig() {}

  static DriftlessConfig config(Mode mode, double speed, BindAddress metrics) {
    Policy usual = DriftlessConfig.DEFAULTS.policy();
    Limits limits = new Limits(new Budget.Count(10), 2, 0, new Limits.Rate(20, seconds(5, speed)),
        new Limits.Cooldown(seconds(30, speed), seconds(120, speed)), usual.limits().maxAttempts(),
        DEADLINE, seconds(1, speed), usual.limits().waves(), usual.limits().breaking());
    return new DriftlessConfig(
        new Policy(mode, usual.scope(), new Policy.Mesh(usual.mesh().namespace(), seconds(2, speed)),
            seconds(1, speed), usual.reactions(), usual.proof(), limits, usual.downtime(), usual.windows(),
            usual.places()),
        new Settings(metrics, new BindAddress("127.0.0.1", 0), false, LogFormat.TEXT, LogLevel.ERROR));
  }

  static Duration seconds(int usual, double speed) {
    return Duration.ofMillis(Math.max(1, Math.round(usual * 1000 / speed)));
  }
}
