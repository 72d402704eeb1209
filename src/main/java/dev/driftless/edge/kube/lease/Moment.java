package dev.driftless.edge.kube.lease;

import java.time.Duration;
import java.time.Instant;

/**
 * One moment on both clocks of this machine. The one that only goes forward may stand still while the machine sleeps;
 * the other goes on, and can be set.
 *
 * @param nanos of {@link System#nanoTime}
 */
public record Moment(long nanos, Instant wall) {

  public static Moment now() {
    return new Moment(System.nanoTime(), Instant.now());
  }

  /** How long that is ago at least: what this machine has certainly lived through. */
  Duration ticksUntil(Moment later) {
    return Duration.ofNanos(later.nanos - nanos);
  }

  /** How long that may be ago: the more that either clock says. */
  Duration longestUntil(Moment later) {
    Duration ticks = ticksUntil(later);
    Duration told = Duration.between(wall, later.wall);
    return told.compareTo(ticks) > 0 ? told : ticks;
  }
}
