package dev.driftless.core.plan;

import dev.driftless.core.model.WorkloadRef;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Chooses the restarts that are allowed now. */
public final class Planner {

  private static final int NAMED = 3;

  private final Policy policy;

  public Planner(Policy policy) {
    this.policy = policy;
  }

  /** Does not take from {@code rate}; whoever acts on the plan does. */
  public Plan plan(List<Candidate> candidates, Situation situation, RateWindow rate, Instant now) {
    Slots slots = new Slots(policy.limits(), situation.managed(), situation.inFlight());
    List<InFlight> inFlight = new ArrayList<>(situation.inFlight());
    int free = rate.free(now);
    List<Candidate> selected = new ArrayList<>();
    Map<WorkloadRef, Deferral> deferred = new LinkedHashMap<>();
    for (Candidate candidate : candidates.stream().sorted(Candidate.ORDER).toList()) {
      Optional<Deferral> refusal = reasons(candidate, situation, now).stream().findFirst()
          .or(() -> BudgetGuard.check(candidate, situation.inventory(), inFlight))
          .or(() -> slots.refusal(candidate.ref()));
      if (refusal.isEmpty() && selected.size() >= free) {
        refusal = Optional.of(new Deferral(DeferReason.RATE, policy.limits().rate().restarts() + " restarts per "
            + policy.limits().rate().per() + " are spent", rate.nextFree(now)));
      }
      if (refusal.isPresent()) {
        deferred.put(candidate.ref(), refusal.get());
      } else {
        slots.take(candidate.ref());
        inFlight.add(InFlight.of(candidate.facts()));
        selected.add(candidate);
      }
    }
    return new Plan(List.copyOf(selected), deferred);
  }

  /** All that speaks against restarting it now, other candidates apart; the most lasting reasons first. */
  public List<Deferral> reasons(Candidate candidate, Situation situation, Instant now) {
    List<Deferral> found = new ArrayList<>();
    candidate.hold().ifPresent(found::add);
    found.addAll(WorkloadRules.check(candidate.facts(), candidate.unhealthyByUs()));
    BudgetGuard.check(candidate, situation.inventory(), situation.inFlight())
        .ifPresent(found::add);
    cooldown(candidate, now).ifPresent(found::add);
    situation.failures().forEach((target, refs) -> found.add(Deferral.of(DeferReason.BREAKER_OPEN,
        "restarts towards " + target + " failed: " + named(refs))));
    ControlPlaneGate.check(candidate.assessment().expectation(), situation.inventory()).ifPresent(found::add);
    settling(DeferReason.MESH_SETTLING, "the mesh changed", situation.meshChangedAt(), policy.mesh().settle(), now)
        .ifPresent(found::add);
    settling(DeferReason.DRIFT_SETTLING, "seen drifted", candidate.driftedSince(), policy.driftSettle(), now)
        .ifPresent(found::add);
    situation.facts().ifPresent(found::add);
    new Slots(policy.limits(), situation.managed(), situation.inFlight()).refusal(candidate.ref())
        .ifPresent(found::add);
    if (policy.mode() == Mode.OBSERVE) {
      found.add(Deferral.of(DeferReason.MODE_OBSERVE, "mode is observe"));
    }
    return found;
  }

  private static String named(Set<WorkloadRef> refs) {
    String names = refs.stream().limit(NAMED).map(WorkloadRef::toString).collect(Collectors.joining(", "));
    return refs.size() <= NAMED ? names : names + " and " + (refs.size() - NAMED) + " more";
  }

  private Optional<Deferral> cooldown(Candidate candidate, Instant now) {
    Duration pause = policy.limits().cooldown().after(Math.max(1, candidate.attempts()));
    return candidate.lastRestart().map(last -> last.plus(pause))
        .filter(end -> end.isAfter(now))
        .map(end -> Deferral.until(end, DeferReason.COOLDOWN, "last restarted " + candidate.lastRestart().get()));
  }

  private static Optional<Deferral> settling(DeferReason reason, String what, Instant since, Duration settle,
      Instant now) {
    Instant end = since.plus(settle);
    return end.isAfter(now) ? Optional.of(Deferral.until(end, reason, what + " at " + since)) : Optional.empty();
  }
}
