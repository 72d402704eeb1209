package dev.driftless.core.plan;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * At most so many actions in any window of a length. An action counts from its decision until one full length after it
 * was answered, so the limit also holds as the API server sees it, however late a request arrived.
 */
public final class RateWindow {

  private Limits.Rate rate;
  /** Up to then more may have been done than is known. */
  private Instant unknownUntil;
  private final Set<String> open = new HashSet<>();
  private final Map<String, Instant> answered = new HashMap<>();

  /** Nobody knows what was done just before {@code start}: the rate counts as spent for one period. */
  public RateWindow(Limits.Rate rate, Instant start) {
    this.rate = rate;
    this.unknownUntil = start;
  }

  /** From now on another rate holds, also for what was done before; what was forgotten of that counts as too much. */
  public void under(Limits.Rate next, Instant now) {
    forget(now);
    rate = next;
  }

  /** How many actions may be taken now; 0 or more. */
  public int free(Instant now) {
    forget(now);
    return now.isBefore(unknownUntil.plus(rate.per())) ? 0
        : Math.max(0, rate.restarts() - open.size() - answered.size());
  }

  private void forget(Instant now) {
    answered.values().removeIf(at -> {
      boolean past = !at.plus(rate.per()).isAfter(now);
      unknownUntil = past && at.isAfter(unknownUntil) ? at : unknownUntil;
      return past;
    });
  }

  /** Takes one. */
  public void take(String id) {
    open.add(id);
  }

  /** The action was answered, so the server saw it before {@code now}. */
  public void answered(String id, Instant now) {
    if (open.remove(id)) {
      answered.put(id, now);
    }
  }

  /** The action never left. */
  public void giveBack(String id) {
    open.remove(id);
  }

  /** When the next action can be taken at the earliest, if that is known. */
  public Optional<Instant> nextFree(Instant now) {
    Instant known = unknownUntil.plus(rate.per());
    return now.isBefore(known) ? Optional.of(known)
        : answered.values().stream().min(Instant::compareTo).map(first -> first.plus(rate.per()));
  }
}
