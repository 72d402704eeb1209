package dev.driftless.core.plan;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** When acting is allowed: as long as any of them is open, and always if there is none. */
public record Windows(List<Window> windows) {

  public static final Windows ALWAYS = new Windows(List.of());

  /** How far ahead ends and openings are looked for. */
  public static final Duration FORESEEN = Duration.ofDays(15);

  public Windows {
    windows = List.copyOf(windows);
  }

  public boolean unlimited() {
    return windows.isEmpty();
  }

  /** Windows that meet or overlap count as one. */
  public Openness at(Instant now) {
    if (unlimited()) {
      return new Openness.Open(Optional.empty());
    }
    Instant end = now;
    for (Optional<Instant> later = endAt(end); later.isPresent(); later = endAt(end)) {
      end = later.get();
      if (end.isAfter(now.plus(FORESEEN))) {
        return new Openness.Open(Optional.empty());
      }
    }
    return end.isAfter(now) ? new Openness.Open(Optional.of(end))
        : new Openness.Closed(windows.stream().map(window -> window.nextStart(now)).min(Instant::compareTo));
  }

  private Optional<Instant> endAt(Instant now) {
    return windows.stream().flatMap(window -> window.endAt(now).stream()).max(Instant::compareTo);
  }

  /** As {@link WindowText} reads it. */
  @Override
  public String toString() {
    return windows.stream().map(Window::toString).collect(Collectors.joining("; "));
  }
}
