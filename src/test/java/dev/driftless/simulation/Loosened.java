package dev.driftless.simulation;

import dev.driftless.core.plan.Budget;
import dev.driftless.core.plan.Downtime;
import dev.driftless.core.plan.Limits;
import dev.driftless.core.plan.Mode;
import dev.driftless.core.plan.Policy;
import dev.driftless.core.plan.ProofPolicy;
import dev.driftless.core.plan.Waves;
import dev.driftless.core.plan.Windows;

import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;

/** Policies that allow more than the right one, in one respect. */
final class Loosened {

  private static final int MANY = 99;

  private Loosened() {}

  static Policy mode(Policy right) {
    return new Policy(Mode.ENFORCE, right.scope(), right.mesh(), right.driftSettle(), right.reactions(), right.proof(),
        right.limits(), right.downtime(), right.windows(), right.places());
  }

  static Policy settle(Policy right, Duration mesh, Duration drift) {
    return new Policy(right.mode(), right.scope(), new Policy.Mesh(right.mesh().namespace(), mesh), drift,
        right.reactions(), right.proof(), right.limits(), right.downtime(), right.windows(), right.places());
  }

  static Policy proof(Policy right) {
    return new Policy(right.mode(), right.scope(), right.mesh(), right.driftSettle(), right.reactions(),
        ProofPolicy.OFF, right.limits(), right.downtime(), right.windows(), right.places());
  }

  static Policy downtime(Policy right) {
    return right.with(Downtime.ALLOW, right.windows());
  }

  static Policy windows(Policy right) {
    return right.with(right.downtime(), Windows.ALWAYS);
  }

  static Limits slots(Limits right) {
    return new Limits(new Budget.Count(MANY), right.maxInFlightPerNamespace(), 0, right.rate(), right.cooldown(),
        right.maxAttempts(), right.deadline(), right.soak(), right.waves(), right.breaking());
  }

  static Limits slotsPerNamespace(Limits right) {
    return new Limits(right.maxInFlight(), MANY, right.maxPodsInFlight(), right.rate(), right.cooldown(),
        right.maxAttempts(), right.deadline(), right.soak(), right.waves(), right.breaking());
  }

  static Limits rate(Limits right, Limits.Rate rate) {
    return new Limits(right.maxInFlight(), right.maxInFlightPerNamespace(), right.maxPodsInFlight(), rate,
        right.cooldown(), right.maxAttempts(), right.deadline(), right.soak(), right.waves(), right.breaking());
  }

  static Limits cooldown(Limits right, Duration pause) {
    return new Limits(right.maxInFlight(), right.maxInFlightPerNamespace(), right.maxPodsInFlight(), right.rate(),
        new Limits.Cooldown(pause, pause), right.maxAttempts(), right.deadline(), right.soak(), right.waves(),
        right.breaking());
  }

  static Limits attempts(Limits right) {
    return new Limits(right.maxInFlight(), right.maxInFlightPerNamespace(), right.maxPodsInFlight(), right.rate(),
        right.cooldown(), MANY, right.deadline(), right.soak(), right.waves(), right.breaking());
  }

  static Limits soak(Limits right) {
    return new Limits(right.maxInFlight(), right.maxInFlightPerNamespace(), right.maxPodsInFlight(), right.rate(),
        right.cooldown(), right.maxAttempts(), right.deadline(), Duration.ZERO, right.waves(), right.breaking());
  }

  static Limits breaking(Limits right) {
    Limits.Breaking breaking = right.breaking();
    return breaking(right, new Limits.Breaking(breaking.failures(), breaking.within(), Duration.ofSeconds(1),
        breaking.maxUnhealthy()));
  }

  private static Limits breaking(Limits right, Limits.Breaking other) {
    return new Limits(right.maxInFlight(), right.maxInFlightPerNamespace(), right.maxPodsInFlight(), right.rate(),
        right.cooldown(), right.maxAttempts(), right.deadline(), right.soak(), right.waves(), other);
  }

  static Limits health(Limits right) {
    Limits.Breaking breaking = right.breaking();
    return breaking(right, new Limits.Breaking(breaking.failures(), breaking.within(), breaking.reopenAfter(),
        new Budget.Percent(100)));
  }

  static Limits waves(Limits right) {
    return right.with(Waves.NONE);
  }

  static Limits shares(Limits right) {
    return right.with(new Waves(right.waves().canary(), List.of()));
  }

  static UnaryOperator<Policy> limits(UnaryOperator<Limits> wrong) {
    return right -> new Policy(right.mode(), right.scope(), right.mesh(), right.driftSettle(), right.reactions(),
        right.proof(), wrong.apply(right.limits()), right.downtime(), right.windows(), right.places());
  }
}
