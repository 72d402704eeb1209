package dev.driftless.sim.controllers.autoscaling;

/**
 * What becomes of a wish for replicas within the bounds of an autoscaler. Pure.
 *
 * @param reason  in the condition {@code ScalingLimited}, also if nothing is limited
 */
record Limited(int replicas, String reason, String message) {

  private static final int LEAST_STEP = 4;

  /** At most twice as many at once, or four. */
  static Limited of(int wished, int current, int least, int most) {
    int step = Math.max(2 * current, LEAST_STEP);
    if (wished < least) {
      return new Limited(least, "TooFewReplicas", "the desired replica count is less than the minimum replica count");
    }
    if (wished > Math.min(step, most)) {
      return most > step
          ? new Limited(step, "ScaleUpLimit",
              "the desired replica count is increasing faster than the maximum scale rate")
          : new Limited(most, "TooManyReplicas", "the desired replica count is more than the maximum replica count");
    }
    return new Limited(wished, "DesiredWithinRange", "the desired count is within the acceptable range");
  }
}
