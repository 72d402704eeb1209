package dev.driftless.core.plan;

import dev.driftless.core.injection.Expectation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What speaks against the restart of a candidate in one situation, other candidates and a missing proof apart; the most
 * lasting reasons first.
 */
final class Reasons {

  private final Policy policy;
  private final Situation situation;
  private final Instant now;
  private final Turns turns;
  private final Slots slots;
  private final Optional<Deferral> unhealthy;
  private final Map<Aim, Optional<Deferral>> controlPlanes = new HashMap<>();
  private final List<Check> checks = List.of(
      (candidate, found) -> candidate.past().hold().ifPresent(found::add),
      this::workload,
      this::budget,
      this::window,
      this::cooldown,
      this::turn,
      this::health,
      this::controlPlane,
      this::cni,
      this::settling,
      this::everybody,
      this::slot,
      this::people);

  /** Adds what it finds: there are many candidates, and most checks find nothing. */
  private interface Check {

    void of(Candidate candidate, List<Deferral> found);
  }

  Reasons(Policy policy, Situation situation, Instant now) {
    this.policy = policy;
    this.situation = situation;
    this.now = now;
    this.turns = new Turns(policy.limits().waves(), situation);
    this.slots = new Slots(policy.limits(), situation.managed(), situation.inFlight());
    this.unhealthy = situation.health().refusal(policy.limits().breaking().maxUnhealthy());
  }

  /** All that the gate of the control plane looks at: many candidates have the same. */
  private record Aim(String revision, String webhook, String image, String configured, boolean shown) {

    static Aim of(Expectation.Injected injected, Expectation computed, boolean shown) {
      return new Aim(injected.revision(), injected.webhook(), injected.image(),
          computed instanceof Expectation.Injected configured ? configured.image() : "", shown);
    }
  }

  List<Deferral> all(Candidate candidate) {
    List<Deferral> found = new ArrayList<>();
    checks.forEach(check -> check.of(candidate, found));
    return found;
  }

  Optional<Deferral> first(Candidate candidate) {
    List<Deferral> found = new ArrayList<>();
    for (Check check : checks) {
      check.of(candidate, found);
      if (!found.isEmpty()) {
        return Optional.of(found.getFirst());
      }
    }
    return Optional.empty();
  }

  private void workload(Candidate candidate, List<Deferral> found) {
    found.addAll(WorkloadRules.check(candidate.workload(), candidate.facts(), candidate.past().unhealthyByUs(),
        () -> policy.downtime().allowed(windows(candidate).any())));
  }

  private WindowsInForce windows(Candidate candidate) {
    return new WindowsInForce(candidate, policy.windows(), situation.inventory());
  }

  private void budget(Candidate candidate, List<Deferral> found) {
    BudgetGuard.check(candidate, situation.inventory(), situation.inFlight()).ifPresent(found::add);
  }

  private void window(Candidate candidate, List<Deferral> found) {
    windows(candidate).refusal(() -> RestartEstimate.of(candidate, policy.limits()), now).ifPresent(found::add);
  }

  private void cooldown(Candidate candidate, List<Deferral> found) {
    candidate.past().lastRestart().ifPresent(last -> {
      Instant end = last.plus(policy.limits().cooldown().after(Math.max(1, candidate.past().attempts())));
      if (end.isAfter(now)) {
        found.add(Deferral.until(end, DeferReason.COOLDOWN, "last restarted " + last));
      }
    });
  }

  private void turn(Candidate candidate, List<Deferral> found) {
    turns.refusal(candidate, now).ifPresent(found::add);
  }

  private void health(Candidate candidate, List<Deferral> found) {
    if (!candidate.past().unhealthyByUs() || candidate.past().midway()) {
      unhealthy.ifPresent(found::add);
    }
  }

  private void controlPlane(Candidate candidate, List<Deferral> found) {
    Expectation expectation = candidate.assessment().expectation();
    boolean shown = candidate.assessment().proved() || candidate.unproven().isPresent();
    Supplier<Optional<Deferral>> gate =
        () -> ControlPlaneGate.check(expectation, candidate.computed(), situation.inventory(), shown);
    Optional<Deferral> refusal = expectation instanceof Expectation.Injected injected
        ? controlPlanes.computeIfAbsent(Aim.of(injected, candidate.computed(), shown), aim -> gate.get())
        : gate.get();
    refusal.ifPresent(found::add);
  }

  private void cni(Candidate candidate, List<Deferral> found) {
    CniGate.check(candidate.assessment().expectation(), situation.inventory()).ifPresent(found::add);
  }

  private void settling(Candidate candidate, List<Deferral> found) {
    settling(DeferReason.MESH_SETTLING, "the mesh changed", situation.meshChangedAt(), policy.mesh().settle())
        .ifPresent(found::add);
    settling(DeferReason.DRIFT_SETTLING, "seen drifted", candidate.past().driftedSince(), policy.driftSettle())
        .ifPresent(found::add);
    candidate.past().flappedAt().flatMap(since -> settling(DeferReason.TARGET_FLAPPING,
        "a target of the last 24 h came back", since, policy.mesh().settle().multipliedBy(2))).ifPresent(found::add);
  }

  private Optional<Deferral> settling(DeferReason reason, String what, Instant since, Duration settle) {
    Instant end = since.plus(settle);
    return end.isAfter(now) ? Optional.of(Deferral.until(end, reason, what + " at " + since)) : Optional.empty();
  }

  /** What stops everybody. */
  private void everybody(Candidate candidate, List<Deferral> found) {
    situation.facts().ifPresent(found::add);
    situation.alerts().ifPresent(found::add);
  }

  private void slot(Candidate candidate, List<Deferral> found) {
    slots.refusal(candidate).ifPresent(found::add);
  }

  private void people(Candidate candidate, List<Deferral> found) {
    policy.places().pause(candidate.ref().namespace(), situation.inventory()).ifPresent(found::add);
    if (candidate.local().mode() == Mode.OBSERVE) {
      found.add(Deferral.of(DeferReason.MODE_OBSERVE, candidate.local().why()));
    }
  }
}
