package dev.driftless.core.plan;

import dev.driftless.core.model.Durations;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A span of time that comes back every week.
 *
 * @param days     on which it starts, at least one; what goes on past midnight belongs to the day before
 * @param start    on the clocks of the zone: where they skip it, when they go on; where they show it twice, the first
 *                 time
 * @param duration in real time, whatever the clocks do meanwhile; above zero, at most {@link #LONGEST}
 */
public record Window(Set<DayOfWeek> days, LocalTime start, Duration duration, ZoneId zone) {

  public static final Duration LONGEST = Duration.ofHours(24);

  /** @throws IllegalArgumentException if a part is out of its range */
  public Window {
    if (days.isEmpty() || !duration.isPositive() || duration.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("a window of " + duration + " on the days " + days);
    }
    days = Set.copyOf(days);
  }

  /** When it closes, if it is open; the later end where that of yesterday runs into that of today. */
  Optional<Instant> endAt(Instant now) {
    Optional<Instant> end = Optional.empty();
    LocalDate today = LocalDate.ofInstant(now, zone);
    for (LocalDate date = today.minusDays(2); !date.isAfter(today); date = date.plusDays(1)) {
      if (days.contains(date.getDayOfWeek())) {
        Instant begin = startOn(date);
        end = !begin.isAfter(now) && now.isBefore(begin.plus(duration)) ? Optional.of(begin.plus(duration)) : end;
      }
    }
    return end;
  }

  /** The first moment after {@code now} at which it opens. */
  Instant nextStart(Instant now) {
    return startsFrom(LocalDate.ofInstant(now, zone)).filter(now::isBefore).findFirst().orElseThrow();
  }

  /** Without end, and never going back. */
  private Stream<Instant> startsFrom(LocalDate first) {
    return Stream.iterate(first, date -> date.plusDays(1)).filter(date -> days.contains(date.getDayOfWeek()))
        .map(this::startOn);
  }

  private Instant startOn(LocalDate date) {
    LocalDateTime wanted = date.atTime(start);
    ZoneOffsetTransition change = zone.getRules().getTransition(wanted);
    return change != null && change.isGap() ? change.getInstant() : wanted.atZone(zone).toInstant();
  }

  /** As {@link WindowText} reads it. */
  @Override
  public String toString() {
    return WindowText.prefix(days) + start + "+" + Durations.print(duration) + " " + zone;
  }
}
