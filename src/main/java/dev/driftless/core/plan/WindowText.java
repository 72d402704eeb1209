package dev.driftless.core.plan;

import dev.driftless.core.model.Durations;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Windows as text: {@code Mon,Tue 22:00+6h Europe/Berlin; 01:00+90m UTC}. Without days it is every day. */
public final class WindowText {

  static final String ALLOWED = "windows as Mon,Tue 22:00+6h Europe/Berlin, separated by ;";

  private static final Set<String> ZONES = ZoneId.getAvailableZoneIds();
  private static final Pattern TIME = Pattern.compile("([01]\\d|2[0-3]):[0-5]\\d");
  private static final Pattern WINDOW = Pattern.compile("(?:([A-Za-z,]+)\\s+)?([\\d:]+)\\+(\\w+)\\s+(\\S+)");

  private WindowText() {}

  /** Empty if any part of it is not a window, and for blank text. */
  static Optional<Windows> read(String text) {
    List<Window> windows = new ArrayList<>();
    for (String part : text.split(";", -1)) {
      Optional<Window> window = window(part.strip());
      if (window.isEmpty()) {
        return Optional.empty();
      }
      windows.add(window.get());
    }
    return Optional.of(new Windows(windows));
  }

  private static Optional<Window> window(String text) {
    Matcher matcher = WINDOW.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    Optional<Set<DayOfWeek>> days = matcher.group(1) == null ? Optional.of(EnumSet.allOf(DayOfWeek.class))
        : days(matcher.group(1));
    Optional<LocalTime> start = time(matcher.group(2));
    Optional<Duration> duration = duration(matcher.group(3));
    Optional<ZoneId> zone = zone(matcher.group(4));
    return days.isEmpty() || start.isEmpty() || duration.isEmpty() || zone.isEmpty() ? Optional.empty()
        : Optional.of(new Window(days.get(), start.get(), duration.get(), zone.get()));
  }

  /** {@code Mon,Tue}. */
  static Optional<Set<DayOfWeek>> days(String text) {
    Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
    for (String name : text.split(",", -1)) {
      Optional<DayOfWeek> day = day(name);
      if (day.isEmpty()) {
        return Optional.empty();
      }
      days.add(day.get());
    }
    return Optional.of(days);
  }

  /** {@code Mon} to {@code Sun}. */
  public static Optional<DayOfWeek> day(String text) {
    return Stream.of(DayOfWeek.values()).filter(day -> name(day).equals(text)).findFirst();
  }

  public static String name(DayOfWeek day) {
    return day.name().charAt(0) + day.name().substring(1, 3).toLowerCase(Locale.ROOT);
  }

  /** {@code 00:00} to {@code 23:59}. */
  public static Optional<LocalTime> time(String text) {
    return TIME.matcher(text).matches() ? Optional.of(LocalTime.parse(text)) : Optional.empty();
  }

  /** Above zero, at most {@link Window#LONGEST}. */
  public static Optional<Duration> duration(String text) {
    return Durations.parse(text).filter(Duration::isPositive)
        .filter(duration -> duration.compareTo(Window.LONGEST) <= 0);
  }

  /** An IANA name: an offset such as {@code +02:00} knows nothing of daylight saving. */
  public static Optional<ZoneId> zone(String text) {
    return ZONES.contains(text) ? Optional.of(ZoneId.of(text)) : Optional.empty();
  }

  /** With a blank behind; nothing for every day. */
  static String prefix(Set<DayOfWeek> days) {
    return days.size() == DayOfWeek.values().length ? ""
        : days.stream().sorted().map(WindowText::name).collect(Collectors.joining(",", "", " "));
  }
}
