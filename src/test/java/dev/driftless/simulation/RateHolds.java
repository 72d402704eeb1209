package dev.driftless.simulation;

import dev.driftless.core.plan.Limits;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/** Invariant 3: actions in any window of that length never exceed the rate, across crashes. */
final class RateHolds implements Invariant {

  private static final Duration LONGEST = Duration.ofSeconds(120);

  private final InForce inForce;
  private final Deque<Instant> recent = new ArrayDeque<>();

  RateHolds(InForce inForce) {
    this.inForce = inForce;
  }

  @Override
  public void acted(Write write) {
    if (write.status() >= 300) {
      return;
    }
    while (!recent.isEmpty() && !recent.getFirst().isAfter(write.at().minus(LONGEST))) {
      recent.removeFirst();
    }
    recent.addLast(write.at());
    if (inForce.possible().map(policy -> policy.limits().rate()).noneMatch(rate -> holds(rate, write.at()))) {
      throw new Violation(3, "too many restarts under " + inForce.now().limits().rate() + ": " + recent);
    }
  }

  private boolean holds(Limits.Rate rate, Instant now) {
    return recent.stream().filter(at -> at.isAfter(now.minus(rate.per()))).count() <= rate.restarts();
  }
}
