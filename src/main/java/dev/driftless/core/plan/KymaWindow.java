package dev.driftless.core.plan;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A maintenance window as the restarter of Kyma's Istio module reads it (ADR 0018 there): {@code Sat 02:00-06:00},
 * {@code Sat-Sun 02:00-06:00} or {@code Sat,Sun 02:00-06:00}, in UTC. What one that goes on past midnight means is not
 * said there, so it is not read.
 */
final class KymaWindow {

  static final String ANNOTATION = "restarter.istio-operator.kyma-project.io/maintenance-window";
  static final String ALLOWED = "a window within one day as Sat-Sun 02:00-06:00, in UTC";

  private static final Pattern WINDOW =
      Pattern.compile("([A-Za-z]+)(?:-([A-Za-z]+)|((?:,[A-Za-z]+)+))? +(\\S+)-(\\S+)");

  private KymaWindow() {}

  static Optional<Windows> read(String text) {
    Matcher matcher = WINDOW.matcher(text.strip());
    if (!matcher.matches()) {
      return Optional.empty();
    }
    Optional<Set<DayOfWeek>> days = matcher.group(2) == null
        ? WindowText.days(matcher.group(1) + Optional.ofNullable(matcher.group(3)).orElse(""))
        : range(matcher.group(1), matcher.group(2));
    Optional<LocalTime> start = WindowText.time(matcher.group(4));
    Optional<LocalTime> end = WindowText.time(matcher.group(5));
    if (days.isEmpty() || start.isEmpty() || end.isEmpty() || !start.get().isBefore(end.get())) {
      return Optional.empty();
    }
    Duration duration = Duration.between(start.get(), end.get());
    return Optional.of(new Windows(List.of(new Window(days.get(), start.get(), duration, ZoneOffset.UTC))));
  }

  private static Optional<Set<DayOfWeek>> range(String first, String last) {
    return WindowText.day(first).flatMap(from -> WindowText.day(last).filter(to -> from.compareTo(to) <= 0)
        .map(to -> EnumSet.range(from, to)));
  }
}
