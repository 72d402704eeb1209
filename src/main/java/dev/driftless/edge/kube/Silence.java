package dev.driftless.edge.kube;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * That nothing is heard of a resource.
 *
 * @param since   its last sign of life
 * @param refusal since then; empty if nothing has failed, as in a connection that only keeps still
 */
record Silence(Instant since, Optional<Refusal> refusal) {

  /** A healthy watch ends and is asked for again within {@link WatchStreams#LONGEST_WATCH}. */
  private static final Duration TOO_LONG = WatchStreams.LONGEST_WATCH.plusSeconds(30);
  private static final Duration REFUSED_TOO_LONG = Duration.ofSeconds(30);

  /**
   * A list or a watch that came to nothing.
   *
   * @param since when the first of them did
   * @param why   what the API server or the network said to it
   */
  record Refusal(Instant since, String why) {}

  /** Whether something is wrong, though it may be over in a moment. */
  boolean suspect(Instant now) {
    return refusal.isPresent() || serious(now);
  }

  /** Whether it has lasted so long that somebody should know. */
  boolean serious(Instant now) {
    return since.plus(TOO_LONG).isBefore(now)
        || refusal.filter(first -> first.since().plus(REFUSED_TOO_LONG).isBefore(now)).isPresent();
  }
}
