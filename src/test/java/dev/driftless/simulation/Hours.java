package dev.driftless.simulation;

import dev.driftless.core.plan.Window;
import dev.driftless.core.plan.Windows;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Windows as this place writes and reads them: two while most happens, and one from one o'clock on for the rest of a
 * run.
 *
 * @param opens  after midnight, in UTC, every day
 * @param closes so long after that
 */
record Hours(Duration opens, Duration closes) {

  static final String ANNOTATION = "driftless.dev/window";

  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration BERLIN_IN_WINTER = Duration.ofHours(1);
  private static final Pattern TEXT = Pattern.compile("(\\d\\d):(\\d\\d)\\+(\\d+)m (\\S+)");

  private static List<Hours> draw(Chance chance) {
    Duration noon = Duration.ofHours(12);
    return List.of(new Hours(noon.plusMinutes(chance.between(0, 8)), Duration.ofMinutes(chance.between(3, 15))),
        new Hours(noon.plusMinutes(chance.between(20, 40)), Duration.ofMinutes(chance.between(3, 15))),
        new Hours(noon.plusHours(1), Duration.ofHours(22)));
  }

  static String text(Chance chance) {
    String zone = chance.of("UTC", "UTC", "Europe/Berlin");
    Duration ahead = zone.equals("UTC") ? Duration.ZERO : BERLIN_IN_WINTER;
    return String.join("; ", draw(chance).stream().map(hours -> clock(hours.opens().plus(ahead)) + "+"
        + hours.closes().toMinutes() + "m " + zone).toList());
  }

  private static LocalTime clock(Duration afterMidnight) {
    return LocalTime.MIDNIGHT.plus(afterMidnight);
  }

  static Windows windows(Chance chance) {
    return new Windows(draw(chance).stream().map(hours -> new Window(EnumSet.allOf(DayOfWeek.class),
        clock(hours.opens()), hours.closes(), ZoneId.of("UTC"))).toList());
  }

  /** Those of a configuration. */
  static List<Hours> of(Windows configured) {
    return configured.windows().stream()
        .map(window -> new Hours(Duration.ofSeconds(window.start().toSecondOfDay()), window.duration())).toList();
  }

  /** Those of an annotation; none if it cannot be read. */
  static List<Hours> read(String text) {
    return Stream.of(text.split("; ")).map(TEXT::matcher).filter(Matcher::matches).map(Hours::read).toList();
  }

  private static Hours read(Matcher text) {
    Duration local = Duration.ofHours(Integer.parseInt(text.group(1)))
        .plusMinutes(Integer.parseInt(text.group(2)));
    return new Hours(text.group(4).equals("UTC") ? local : local.minus(BERLIN_IN_WINTER),
        Duration.ofMinutes(Integer.parseInt(text.group(3))));
  }

  /** @param late how much longer it is taken to be open */
  boolean isOpen(Instant at, Duration late) {
    Duration now = Duration.ofSeconds(at.atOffset(ZoneOffset.UTC).toLocalTime().toSecondOfDay());
    Duration since = now.compareTo(opens) < 0 ? now.plus(DAY).minus(opens) : now.minus(opens);
    return since.compareTo(closes.plus(late)) < 0;
  }
}
