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
import java.util.stream.IntStream;

/** Chooses the restarts that are allowed now. */
public final class Planner {

  private final Policy policy;

  public Planner(Policy policy) {
    this.policy = policy;
  }

  /**
   * Does not take from {@code rate}; whoever acts on the plan does. Who lacks nothing but a proof that can be asked
   * for keeps its place, so that never more is asked than could be restarted; who cannot get one is in nobody's way.
   */
  public Plan plan(List<Candidate> candidates, Situation situation, RateWindow rate, Instant now) {
    Slots slots = new Slots(policy.limits(), situation.managed(), situation.inFlight());
    Turns turns = new Turns(policy.limits().waves(), situation);
    List<InFlight> inFlight = new ArrayList<>(situation.inFlight());
    int free = rate.free(now);
    List<Candidate> selected = new ArrayList<>();
    List<Candidate> unproven = new ArrayList<>();
    Map<WorkloadRef, Deferral> deferred = new LinkedHashMap<>();
    for (Candidate candidate : inOrder(candidates, turns)) {
      Optional<Deferral> refusal = reasonsButProof(candidate, situation, now).stream().findFirst()
          .or(() -> BudgetGuard.check(candidate, situation.inventory(), inFlight))
          .or(() -> slots.refusal(candidate))
          .or(() -> turns.refusal(candidate, now));
      if (refusal.isEmpty() && selected.size() + unproven.size() >= free) {
        refusal = Optional.of(new Deferral(DeferReason.RATE, policy.limits().rate().restarts() + " restarts per "
            + policy.limits().rate().per() + " are spent", rate.nextFree(now)));
      }
      if (refusal.isPresent()) {
        deferred.put(candidate.ref(), refusal.get());
        continue;
      }
      if (candidate.unproven().isPresent() && !candidate.askable()) {
        deferred.put(candidate.ref(), candidate.unproven().get());
        continue;
      }
      InFlight chosen = InFlight.of(candidate.facts(), true);
      slots.take(chosen);
      turns.take(candidate);
      inFlight.add(chosen);
      candidate.unproven().ifPresentOrElse(why -> {
        deferred.put(candidate.ref(), why);
        unproven.add(candidate);
      }, () -> selected.add(candidate));
    }
    return new Plan(List.copyOf(selected), List.copyOf(unproven), deferred);
  }

  /** When it is the turn of that workload; empty if it is none of the candidates. */
  public Optional<Turn> turn(WorkloadRef ref, List<Candidate> candidates, Situation situation) {
    List<Candidate> ordered = inOrder(candidates, new Turns(policy.limits().waves(), situation));
    return IntStream.range(0, ordered.size()).filter(i -> ordered.get(i).ref().equals(ref)).boxed().findFirst()
        .map(i -> new Turn(i + 1, ordered.size(), situation.campaigns()
            .getOrDefault(ordered.get(i).revision(), Campaign.NONE).stage(policy.limits().waves())));
  }

  private List<Candidate> inOrder(List<Candidate> candidates, Turns turns) {
    Set<String> canaries = candidates.stream().map(Candidate::revision).distinct().filter(turns::inCanary)
        .collect(Collectors.toSet());
    Map<String, Long> left = candidates.stream()
        .collect(Collectors.groupingBy(candidate -> candidate.ref().namespace(), Collectors.counting()));
    return candidates.stream().sorted(Candidate.order(policy.places().priority(), canaries, left)).toList();
  }

  /** All that speaks against restarting it now, other candidates apart; the most lasting reasons first. */
  public List<Deferral> reasons(Candidate candidate, Situation situation, Instant now) {
    List<Deferral> found = reasonsButProof(candidate, situation, now);
    candidate.unproven().ifPresent(found::add);
    return found;
  }

  private List<Deferral> reasonsButProof(Candidate candidate, Situation situation, Instant now) {
    List<Deferral> found = new ArrayList<>();
    candidate.past().hold().ifPresent(found::add);
    WindowsInForce windows = new WindowsInForce(candidate, policy.windows(), situation.inventory());
    found.addAll(WorkloadRules.check(candidate.workload(), candidate.facts(), candidate.past().unhealthyByUs(),
        policy.downtime().allowed(windows.any())));
    BudgetGuard.check(candidate, situation.inventory(), situation.inFlight())
        .ifPresent(found::add);
    windows.refusal(() -> RestartEstimate.of(candidate, policy.limits()), now).ifPresent(found::add);
    cooldown(candidate, now).ifPresent(found::add);
    new Turns(policy.limits().waves(), situation).refusal(candidate, now).ifPresent(found::add);
    if (!candidate.past().unhealthyByUs() || candidate.past().midway()) {
      situation.health().refusal(policy.limits().breaking().maxUnhealthy()).ifPresent(found::add);
    }
    boolean shown = candidate.assessment().proved() || candidate.unproven().isPresent();
    ControlPlaneGate.check(candidate.assessment().expectation(), candidate.computed(), situation.inventory(), shown)
        .ifPresent(found::add);
    CniGate.check(candidate.assessment().expectation(), situation.inventory()).ifPresent(found::add);
    settling(DeferReason.MESH_SETTLING, "the mesh changed", situation.meshChangedAt(), policy.mesh().settle(), now)
        .ifPresent(found::add);
    settling(DeferReason.DRIFT_SETTLING, "seen drifted", candidate.past().driftedSince(), policy.driftSettle(), now)
        .ifPresent(found::add);
    candidate.past().flappedAt().ifPresent(since -> settling(DeferReason.TARGET_FLAPPING,
        "a target of the last 24 h came back", since, policy.mesh().settle().multipliedBy(2), now)
            .ifPresent(found::add));
    situation.facts().ifPresent(found::add);
    situation.alerts().ifPresent(found::add);
    new Slots(policy.limits(), situation.managed(), situation.inFlight()).refusal(candidate).ifPresent(found::add);
    policy.places().pause(candidate.ref().namespace(), situation.inventory()).ifPresent(found::add);
    if (candidate.local().mode() == Mode.OBSERVE) {
      found.add(Deferral.of(DeferReason.MODE_OBSERVE, candidate.local().why()));
    }
    return found;
  }

  private Optional<Deferral> cooldown(Candidate candidate, Instant now) {
    Duration pause = policy.limits().cooldown().after(Math.max(1, candidate.past().attempts()));
    return candidate.past().lastRestart().filter(last -> last.plus(pause).isAfter(now))
        .map(last -> Deferral.until(last.plus(pause), DeferReason.COOLDOWN, "last restarted " + last));
  }

  private static Optional<Deferral> settling(DeferReason reason, String what, Instant since, Duration settle,
      Instant now) {
    Instant end = since.plus(settle);
    return end.isAfter(now) ? Optional.of(Deferral.until(end, reason, what + " at " + since)) : Optional.empty();
  }
}
