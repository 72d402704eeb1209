package dev.driftless.simulation;

import java.time.Duration;
import java.time.Instant;

/** How old the newest news can be that a process acts on. */
final class Staleness {

  /** A late event and a slow request, together with room for what is decided once a second. */
  private static final Duration USUAL = Duration.ofSeconds(15);
  /** After that long without a word nothing may be decided any more. */
  private static final Duration BLIND = Duration.ofMinutes(3);

  private final World world;
  private Instant blindUntil = Instant.MIN;

  Staleness(World world) {
    this.world = world;
  }

  /** Some watch is down for so long. */
  void blind(Duration outage) {
    Instant end = world.now().plus(outage);
    blindUntil = end.isAfter(blindUntil) ? end : blindUntil;
  }

  /** Whether some watch is down, or was a moment ago. */
  boolean isBlind() {
    return !world.now().isAfter(blindUntil.plus(USUAL));
  }

  Duration longest() {
    return !isBlind() ? USUAL : USUAL.plus(BLIND);
  }
}
