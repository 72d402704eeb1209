package dev.driftless.simulation;

import dev.driftless.core.drift.Verdict;
import dev.driftless.core.engine.Fact;
import dev.driftless.core.plan.Policy;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Invariants 5 and 6: only what was judged to be drifted is restarted, and not before that has lasted. */
final class DriftSettles implements Invariant {

  private final InForce inForce;
  private final Map<Judged, Instant> since = new HashMap<>();

  private record Judged(int process, String uid) {}

  DriftSettles(InForce inForce) {
    this.inForce = inForce;
  }

  @Override
  public void told(int process, Fact fact) {
    Judged judged = new Judged(process, fact.ref().uid());
    if (fact instanceof Fact.Judged(String id, Instant at, var ref, var before, Verdict now)) {
      if (now instanceof Verdict.Drifted) {
        since.putIfAbsent(judged, at);
      } else {
        since.remove(judged);
      }
    }
    if (fact instanceof Fact.Requested || fact instanceof Fact.EvictionRequested) {
      Instant drifted = since.get(judged);
      if (drifted == null) {
        throw new Violation(5, "never judged to be drifted: " + fact);
      }
      Duration settle = inForce.possible().map(Policy::driftSettle).min(Duration::compareTo).orElseThrow();
      if (drifted.plus(settle).isAfter(fact.at())) {
        throw new Violation(6, "drifted since " + drifted + ": " + fact);
      }
    }
  }
}
