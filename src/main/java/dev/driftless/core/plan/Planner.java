package dev.driftless.core.plan;

import dev.driftless.core.model.WorkloadRef;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
    Reasons reasons = new Reasons(policy, situation, now);
    List<InFlight> inFlight = new ArrayList<>(situation.inFlight());
    int free = rate.free(now);
    List<Candidate> selected = new ArrayList<>();
    List<Candidate> unproven = new ArrayList<>();
    Map<WorkloadRef, Deferral> deferred = LinkedHashMap.newLinkedHashMap(candidates.size());
    for (Candidate candidate : inOrder(candidates, turns)) {
      Optional<Deferral> refusal = reasons.first(candidate)
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
    Set<String> canaries = new HashSet<>();
    Map<String, Integer> left = new HashMap<>();
    for (Candidate candidate : candidates) {
      left.merge(candidate.ref().namespace(), 1, Integer::sum);
      canaries.add(candidate.revision());
    }
    canaries.removeIf(revision -> !turns.inCanary(revision));
    return new Order(policy.places().priority(), canaries, left).of(candidates);
  }

  /** All that speaks against restarting it now, other candidates apart; the most lasting reasons first. */
  public List<Deferral> reasons(Candidate candidate, Situation situation, Instant now) {
    List<Deferral> found = new Reasons(policy, situation, now).all(candidate);
    candidate.unproven().ifPresent(found::add);
    return found;
  }
}
