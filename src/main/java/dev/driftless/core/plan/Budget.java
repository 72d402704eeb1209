package dev.driftless.core.plan;

/** A number of workloads, absolute or as a share of all. */
public sealed interface Budget {

  /** @param count at least 1 */
  record Count(int count) implements Budget {}

  /** @param percent 1 to 100 */
  record Percent(int percent) implements Budget {}

  /** The number it means among so many: percentages round down, but never below 1. */
  default int of(int all) {
    return switch (this) {
      case Count(int count) -> count;
      case Percent(int percent) -> Math.max(1, Math.toIntExact((long) all * percent / 100));
    };
  }
}
