package dev.driftless.core.plan;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * At most so many actions in any window of a length. An action counts from its decision until one full length after it
 * was answered, so the limit also holds as the API server sees it, however late a request arrived.
 */
public final class RateWindow {

  private final Limits.Rate rate;
  private final Instant spentUntil;
  private final Map<String, Instant> ends = new HashMap<>();

  /** Nobody knows what was done just before {@code start}: the rate counts as spent for one period. */
  public RateWindow(Limits.Rate rate, Instant start) {
    this.rate = rate;
    this.spentUntil = start.plus(rate.per());
  }

  /** How many actions may be taken now; 0 or more. */
  public int free(Instant now) {
    ends.values().removeIf(end -> !end.isAfter(now));
    return now.isBefore(spentUntil) ? 0 : Math.max(0, rate.restarts() - ends.size());
  }

  /** Takes one. */
  public void take(String id) {
    ends.put(id, Instant.MAX);
  }

  /** The action was answered, so the server saw it before {@code now}. */
  public void answered(String id, Instant now) {
    ends.replace(id, now.plus(rate.per()));
  }

  /** The action never left. */
  public void giveBack(String id) {
    ends.remove(id);
  }

  /** When the next action can be taken at the earliest, if that is known. */
  public Optional<Instant> nextFree(Instant now) {
    if (now.isBefore(spentUntil)) {
      return Optional.of(spentUntil);
    }
    return ends.values().stream().filter(end -> end.isBefore(Instant.MAX)).min(Instant::compareTo);
  }
}
