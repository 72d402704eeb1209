package dev.driftless.edge.http;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * One thing that must hold.
 *
 * @param problem asked at each probe, on an event loop: must not wait. Empty if all is well; what it throws is a
 *        problem.
 */
public record Check(String name, Supplier<Optional<String>> problem) {

  /** Holds as long as the last beat is not older than the limit; {@link Instant#MIN} if there was none yet. */
  public static Check heartbeat(String name, Supplier<Instant> lastBeat, InstantSource clock, Duration limit) {
    return new Check(name, () -> {
      Instant last = lastBeat.get();
      return last.equals(Instant.MIN)
          ? Optional.of("not seen yet")
          : late(Duration.between(last, clock.instant()), limit);
    });
  }

  private static Optional<String> late(Duration age, Duration limit) {
    return age.compareTo(limit) <= 0
        ? Optional.empty()
        : Optional.of("last seen %d s ago, allowed are %d s".formatted(age.toSeconds(), limit.toSeconds()));
  }

  Optional<String> run() {
    try {
      return problem.get();
    } catch (RuntimeException e) {
      return Optional.of(e.toString());
    }
  }
}
