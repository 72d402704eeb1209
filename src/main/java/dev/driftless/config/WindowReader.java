package dev.driftless.config;

import dev.driftless.core.plan.Window;

import java.time.DayOfWeek;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** Reads one element of {@code windows}. */
final class WindowReader {

  private WindowReader() {}

  /** Empty if anything of it is missing or cannot be read, which is reported. Without days it is every day. */
  static Optional<Window> read(Section section) {
    Set<DayOfWeek> days = section.values("days", Formats.DAY);
    var start = section.required("start", Formats.TIME_OF_DAY);
    var duration = section.required("duration", Formats.WINDOW_DURATION);
    var zone = section.required("timeZone", Formats.TIME_ZONE);
    section.end();
    if (start.isEmpty() || duration.isEmpty() || zone.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new Window(days.isEmpty() ? EnumSet.allOf(DayOfWeek.class) : days, start.get(), duration.get(),
        zone.get()));
  }
}
