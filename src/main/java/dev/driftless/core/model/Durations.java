package dev.driftless.core.model;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as the configuration writes them: {@code 90s}, {@code 15m}. */
public final class Durations {

  private static final Pattern TIME = Pattern.compile("(\\d{1,12})(ms|s|m|h|d)");

  private Durations() {}

  /** Empty if it is no duration. */
  public static Optional<Duration> parse(String text) {
    Matcher matcher = TIME.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    Duration unit = switch (matcher.group(2)) {
      case "ms" -> Duration.ofMillis(1);
      case "s" -> Duration.ofSeconds(1);
      case "m" -> Duration.ofMinutes(1);
      case "h" -> Duration.ofHours(1);
      default -> Duration.ofDays(1);
    };
    return Optional.of(unit.multipliedBy(Long.parseLong(matcher.group(1))));
  }

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
