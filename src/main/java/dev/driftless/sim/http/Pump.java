package dev.driftless.sim.http;

import dev.driftless.sim.time.Timeline;

import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;

/** Lets the cluster's time go on with the real one. What is too much for one turn of the loop goes on in the next. */
final class Pump {

  private static final long LONGEST_TURN_NANOS = 20_000_000;

  private final Timeline timeline;
  private final double speed;
  private final LongSupplier nanos;
  private final Instant start;
  private final long startNanos;

  /** @param nanos a clock that never goes back; only differences count */
  Pump(Timeline timeline, double speed, LongSupplier nanos) {
    this.timeline = timeline;
    this.speed = speed;
    this.nanos = nanos;
    start = timeline.now();
    startNanos = nanos.getAsLong();
  }

  /** Lets happen what is due by now. */
  void turn() {
    long turn = nanos.getAsLong();
    Instant now = start.plus(Duration.ofNanos((long) ((turn - startNanos) * speed)));
    while (!timeline.next().isAfter(now)) {
      timeline.step();
      if (nanos.getAsLong() - turn > LONGEST_TURN_NANOS) {
        return;
      }
    }
    timeline.runUntil(now);
  }
}
