package dev.driftless.core.plan;

import dev.driftless.core.injection.Expectation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
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
  private final List<Function<Candidate, List<Deferral>>> checks = List.of(
      candidate -> list(candidate.past().hold()),
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
    checks.forEach(check -> found.addAll(check.apply(candidate)));
    return found;
  }

  Optional<Deferral> first(Candidate candidate) {
    for (Function<Candidate, List<Deferral>> check : checks) {
      List<Deferral> found = check.apply(candidate);
      if (!found.isEmpty()) {
        return Optional.of(found.getFirst());
      }
    }
    return Optional.empty();
  }

  private static List<Deferral> list(Optional<Deferral> deferral) {
    return deferral.isPresent() ? List.of(deferral.get()) : List.of();
  }

  private List<Deferral> workload(Candidate candidate) {
    return WorkloadRules.check(candidate.workload(), candidate.facts(), candidate.past().unhealthyByUs(),
        () -> policy.downtime().allowed(windows(candidate).any()));
  }

  private WindowsInForce windows(Candidate candidate) {
    return new WindowsInForce(candidate, policy.windows(), situation.inventory());
  }

  private List<Deferral> budget(Candidate candidate) {
    return list(BudgetGuard.check(candidate, situation.inventory(), situation.inFlight()));
  }

  private List<Deferral> window(Candidate candidate) {
    return list(windows(candidate).refusal(() -> RestartEstimate.of(candidate, policy.limits()), now));
  }

  private List<Deferral> cooldown(Candidate candidate) {
    Optional<Instant> last = candidate.past().lastRestart();
    if (last.isEmpty()) {
      return List.of();
    }
    Instant end = last.get().plus(policy.limits().cooldown().after(Math.max(1, candidate.past().attempts())));
    return end.isAfter(now)
        ? List.of(Deferral.until(end, DeferReason.COOLDOWN, "last restarted " + last.get())) : List.of();
  }

  private List<Deferral> turn(Candidate candidate) {
    return list(turns.refusal(candidate, now));
  }

  private List<Deferral> health(Candidate candidate) {
    return candidate.past().unhealthyByUs() && !candidate.past().midway() ? List.of() : list(unhealthy);
  }

  private List<Deferral> controlPlane(Candidate candidate) {
    Expectation expectation = candidate.assessment().expectation();
    boolean shown = candidate.assessment().proved() || candidate.unproven().isPresent();
    Supplier<Optional<Deferral>> gate =
        () -> ControlPlaneGate.check(expectation, candidate.computed(), situation.inventory(), shown);
    return list(expectation instanceof Expectation.Injected injected
        ? controlPlanes.computeIfAbsent(Aim.of(injected, candidate.computed(), shown), aim -> gate.get())
        : gate.get());
  }

  private List<Deferral> cni(Candidate candidate) {
    return list(CniGate.check(candidate.assessment().expectation(), situation.inventory()));
  }

  private List<Deferral> settling(Candidate candidate) {
    List<Deferral> found = new ArrayList<>();
    settling(DeferReason.MESH_SETTLING, "the mesh changed", situation.meshChangedAt(), policy.mesh().settle())
        .ifPresent(found::add);
    settling(DeferReason.DRIFT_SETTLING, "seen drifted", candidate.past().driftedSince(), policy.driftSettle())
        .ifPresent(found::add);
    candidate.past().flappedAt().flatMap(since -> settling(DeferReason.TARGET_FLAPPING,
        "a target of the last 24 h came back", since, policy.mesh().settle().multipliedBy(2))).ifPresent(found::add);
    return found;
  }

  private Optional<Deferral> settling(DeferReason reason, String what, Instant since, Duration settle) {
    Instant end = since.plus(settle);
    return end.isAfter(now) ? Optional.of(Deferral.until(end, reason, what + " at " + since)) : Optional.empty();
  }

  /** What stops everybody. */
  private List<Deferral> everybody(Candidate candidate) {
    List<Deferral> found = new ArrayList<>(list(situation.facts()));
    found.addAll(list(situation.alerts()));
    return found;
  }

  private List<Deferral> slot(Candidate candidate) {
    return list(slots.refusal(candidate));
  }

  private List<Deferral> people(Candidate candidate) {
    List<Deferral> found =
        new ArrayList<>(list(policy.places().pause(candidate.ref().namespace(), situation.inventory())));
    if (candidate.local().mode() == Mode.OBSERVE) {
      found.add(Deferral.of(DeferReason.MODE_OBSERVE, candidate.local().why()));
    }
    return found;
  }
}
