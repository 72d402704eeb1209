package dev.driftless.sim.controllers.frame;

import java.time.Duration;
import java.util.SplittableRandom;

/**
 * What chance decides for one part of the cluster. Each part draws from its own sequence, so that what one does more or
 * less does not change the luck of another. The same seed and name give the same sequence.
 */
public final class Chance {

  private static final long SPREAD = 0x9E3779B97F4A7C15L;

  private final SplittableRandom random;

  public Chance(long seed, String name) {
    random = new SplittableRandom(seed ^ SPREAD * name.hashCode());
  }

  /** @param limit at least 1 ns; never reached */
  public Duration upTo(Duration limit) {
    return Duration.ofNanos(random.nextLong(limit.toNanos()));
  }

  /** At least the first, less than the second. */
  public Duration between(Duration least, Duration most) {
    return least.compareTo(most) < 0 ? least.plus(upTo(most.minus(least))) : least;
  }
}
