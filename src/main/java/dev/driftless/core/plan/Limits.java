package dev.driftless.core.plan;

import java.time.Duration;

/**
 * How much disruption is allowed. All durations are positive.
 *
 * @param maxInFlight             workloads in restart at once
 * @param maxInFlightPerNamespace the same within one namespace, at least 1
 * @param maxPodsInFlight         pods of workloads in restart at once; 0 for no limit of its own
 * @param rate                    most restarts per time
 * @param cooldown                least gap between two restarts of one workload
 * @param maxAttempts             restarts of one workload towards one target before it is quarantined, at least 1
 * @param deadline                longest time without one more ready new pod; a Deployment's progress deadline if
 *        longer
 * @param soak                    how long a restarted workload must stay healthy and in sync to count as verified; may
 *        be zero
 * @param breaking                when failures stop everything
 */
public record Limits(Budget maxInFlight, int maxInFlightPerNamespace, int maxPodsInFlight, Rate rate,
    Cooldown cooldown, int maxAttempts, Duration deadline, Duration soak, Waves waves, Breaking breaking) {

  /** All at once, without a limit in pods, and stopped by so many failures until they have healed. */
  public Limits(Budget maxInFlight, int maxInFlightPerNamespace, Rate rate, Cooldown cooldown, int maxAttempts,
      Duration deadline, Duration soak, int failures) {
    this(maxInFlight, maxInFlightPerNamespace, 0, rate, cooldown, maxAttempts, deadline, soak, Waves.NONE,
        new Breaking(failures, Duration.ofDays(365), Duration.ofDays(365), new Budget.Percent(100)));
  }

  /** The same in such portions. */
  public Limits with(Waves others) {
    return new Limits(maxInFlight, maxInFlightPerNamespace, maxPodsInFlight, rate, cooldown, maxAttempts, deadline,
        soak, others, breaking);
  }

  /** The same with failures that mean something else. */
  public Limits with(Breaking others) {
    return new Limits(maxInFlight, maxInFlightPerNamespace, maxPodsInFlight, rate, cooldown, maxAttempts, deadline,
        soak, waves, others);
  }

  /**
   * When failures stop everything.
   *
   * @param failures     failed workloads of one target that do, at least 1
   * @param within       how long a failure counts to these
   * @param reopenAfter  after which time one workload is tried again
   * @param maxUnhealthy pods of the mesh that may be unavailable
   */
  public record Breaking(int failures, Duration within, Duration reopenAfter, Budget maxUnhealthy) {}


  /** At most {@code restarts} in any window of that length. */
  public record Rate(int restarts, Duration per) {}

  /** {@code initial} after the first attempt, doubled after each further one, never more than {@code max}. */
  public record Cooldown(Duration initial, Duration max) {

    /** @param attempt number of the last attempt, from 1 */
    public Duration after(int attempt) {
      Duration pause = initial;
      for (int i = 1; i < attempt && pause.compareTo(max) < 0; i++) {
        pause = pause.multipliedBy(2);
      }
      return pause.compareTo(max) < 0 ? pause : max;
    }
  }
}
