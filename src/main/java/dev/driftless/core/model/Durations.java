package dev.driftless.core.model;

import java.time.Duration;

/** Durations as the configuration writes them: {@code 90s}, {@code 15m}. */
public final class Durations {

  private Durations() {}

  /** In the largest unit that needs no fraction; whole milliseconds. */
  public static String print(Duration duration) {
    long millis = duration.toMillis();
    if (millis % 1000 != 0) {
      return millis + "ms";
    }
    long seconds = duration.toSeconds();
    return seconds % 86_400 == 0 && seconds != 0 ? seconds / 86_400 + "d"
        : seconds % 3_600 == 0 && seconds != 0 ? seconds / 3_600 + "h"
        : seconds % 60 == 0 && seconds != 0 ? seconds / 60 + "m" : seconds + "s";
  }
}
