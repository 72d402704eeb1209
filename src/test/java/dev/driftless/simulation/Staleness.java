package dev.driftless.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** How old the newest news can be that a process acts on. */
final class Staleness {

  /** A late event and a slow request, together with room for what is decided once a second. */
  private static final Duration USUAL = Duration.ofSeconds(15);
  /** After that long without a word nothing may be decided any more. */
  private static final Duration BLIND = Duration.ofMinutes(3);

  private static final Duration AWAKE = Duration.ofSeconds(1);

  private final World world;
  private final Map<Integer, Instant> stopped = new HashMap<>();
  private Instant blindUntil = Instant.MIN;

  Staleness(World world) {
    this.world = world;
  }

  /** Some watch is down for so long. */
  void blind(Duration outage) {
    Instant end = world.now().plus(outage);
    blindUntil = end.isAfter(blindUntil) ? end : blindUntil;
  }

  /** That process stands still for so long, and then has all the news of that time to take in. */
  void stop(int process, Duration time) {
    stopped.put(process, world.now().plus(time));
  }

  /** Whether that process stands still, or did a moment ago. */
  boolean hasStood(int process) {
    return !world.now().isAfter(stopped.getOrDefault(process, Instant.MIN).plus(AWAKE));
  }

  /** Whether some watch is down, or was a moment ago. */
  boolean isBlind() {
    return !world.now().isAfter(blindUntil.plus(USUAL));
  }

  Duration longest() {
    return !isBlind() ? USUAL : USUAL.plus(BLIND);
  }
}
