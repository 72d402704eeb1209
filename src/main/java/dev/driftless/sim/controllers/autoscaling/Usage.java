package dev.driftless.sim.controllers.autoscaling;

/**
 * How much pods use of what they request, added up pod by pod. Pure.
 *
 * @param used      in hundredths of thousandths of a core
 * @param requested in thousandths of a core
 */
record Usage(long used, long requested, int pods) {

  static final Usage NONE = new Usage(0, 0, 0);

  private static final double TOLERANCE = 0.1;

  Usage plus(long request, int percent) {
    return new Usage(used + request * percent, requested + request, pods + 1);
  }

  /** Rounded down. */
  int percent() {
    return (int) (used / requested);
  }

  /** In thousandths of a core, of one pod. */
  long average() {
    return used / 100 / pods;
  }

  double ratio(int target) {
    return (double) percent() / target;
  }

  /** That many pods more or less would make no difference that matters. */
  static boolean tolerable(double ratio) {
    return 1.0 - TOLERANCE <= ratio && ratio <= 1.0 + TOLERANCE;
  }

  int wanted(int target) {
    return (int) Math.ceil(ratio(target) * pods);
  }
}
