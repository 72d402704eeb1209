package dev.driftless.sim.http;

import tools.jackson.databind.JsonNode;

import java.time.Duration;
import java.time.Instant;

/** How long ago something was, in as few letters as kubectl has for it. */
record Ages(Instant now) {

  private static final int MINUTE = 60;
  private static final int DAY = 24;
  private static final int YEAR = 365;

  /** @param time as objects have it; nothing gives {@code <unknown>} */
  String since(JsonNode time) {
    return time.asString("").isEmpty() ? "<unknown>" : text(Duration.between(Instant.parse(time.asString("")), now));
  }

  String of(JsonNode object) {
    return since(object.path("metadata").path("creationTimestamp"));
  }

  static String text(Duration age) {
    long seconds = age.toSeconds();
    if (seconds < -1) {
      return "<invalid>";
    }
    if (seconds < 2 * MINUTE) {
      return Math.max(0, seconds) + "s";
    }
    long minutes = age.toMinutes();
    if (minutes < 3 * MINUTE) {
      return minutes < 10 ? two(minutes, "m", seconds % MINUTE, "s") : minutes + "m";
    }
    long hours = age.toHours();
    if (hours < 2 * DAY) {
      return hours < 8 ? two(hours, "h", minutes % MINUTE, "m") : hours + "h";
    }
    long days = hours / DAY;
    if (days < 2 * YEAR) {
      return days < 8 ? two(days, "d", hours % DAY, "h") : days + "d";
    }
    return days < 8 * YEAR ? two(days / YEAR, "y", days % YEAR, "d") : days / YEAR + "y";
  }

  private static String two(long large, String unit, long small, String smallUnit) {
    return large + unit + (small == 0 ? "" : small + smallUnit);
  }
}
