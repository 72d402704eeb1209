package dev.driftless.edge.kube.lease;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/** The clocks of one machine, as a test moves them. */
final class Machine implements Supplier<Moment> {

  private long nanos;
  private Instant wall;

  Machine(long nanos, Instant wall) {
    this.nanos = nanos;
    this.wall = wall;
  }

  @Override
  public Moment get() {
    return new Moment(nanos, wall);
  }

  void pass(Duration time) {
    nanos += time.toNanos();
    wall = wall.plus(time);
  }

  /** Sleeps: one of the clocks stands still. */
  void suspend(Duration time) {
    wall = wall.plus(time);
  }

  /** Somebody sets the clock. */
  void set(Duration forward) {
    wall = wall.plus(forward);
  }
}
