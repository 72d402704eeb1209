package dev.driftless.core.plan;

import java.time.Duration;

/**
 * How much disruption is allowed. All durations are positive.
 *
 * @param maxInFlight             workloads in restart at once
 * @param maxInFlightPerNamespace the same within one namespace, at least 1
 * @param rate                    most restarts per time
 * @param cooldown                least gap between two restarts of one workload
 * @param maxAttempts             restarts of one workload towards one target before it is quarantined, at least 1
 * @param deadline                longest time without one more ready new pod; a Deployment's progress deadline if
 *        longer
 * @param soak                    how long a restarted workload must stay healthy and in sync to count as verified; may
 *        be zero
 * @param failures                failed workloads of one target that stop everything, at least 1
 */
public record Limits(Budget maxInFlight, int maxInFlightPerNamespace, Rate rate, Cooldown cooldown, int maxAttempts,
    Duration deadline, Duration soak, int failures) {

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
