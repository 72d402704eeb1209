package dev.driftless.simulation;

import dev.driftless.core.plan.Limits;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/** Invariant 3: actions in any window of that length never exceed the rate, across crashes. */
final class RateHolds implements Invariant {

  private final Limits.Rate rate;
  private final Deque<Instant> recent = new ArrayDeque<>();

  RateHolds(Limits.Rate rate) {
    this.rate = rate;
  }

  @Override
  public void wrote(Write write) {
    if (write.status() >= 300) {
      return;
    }
    while (!recent.isEmpty() && !recent.getFirst().isAfter(write.at().minus(rate.per()))) {
      recent.removeFirst();
    }
    recent.addLast(write.at());
    if (recent.size() > rate.restarts()) {
      throw new Violation(3, recent.size() + " restarts within " + rate.per());
    }
  }
}
