package dev.driftless.core.plan;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * While some alerts fire, nothing is restarted, and neither while nobody can tell whether they do.
 *
 * @param url    of the Prometheus that the edge asks; it may hold a password, so it is not shown
 * @param alerts a regular expression of whole names of alerts
 */
public record AlertGate(String url, String alerts) {

  /** How often Prometheus is asked. */
  public static final Duration INTERVAL = Duration.ofSeconds(15);
  private static final Duration STALE = INTERVAL.multipliedBy(3);
  private static final int NAMED = 3;

  /** @throws IllegalArgumentException if {@code alerts} is no regular expression */
  public AlertGate {
    Pattern.compile(alerts);
  }

  /** @return why nothing may be restarted now */
  public Optional<Deferral> check(AlertState state, Instant now) {
    return switch (state) {
      case AlertState.Unknown(String detail) -> Optional.of(Deferral.of(DeferReason.ALERTS_UNKNOWN, detail));
      case AlertState.Firing firing when firing.asked().plus(STALE).isBefore(now) -> Optional.of(
          Deferral.of(DeferReason.ALERTS_UNKNOWN, "Prometheus answered last at " + firing.asked()));
      case AlertState.Firing firing -> stopping(firing);
    };
  }

  private Optional<Deferral> stopping(AlertState.Firing firing) {
    List<String> stopping =
        firing.names().stream().filter(Pattern.compile(alerts).asMatchPredicate()).sorted().toList();
    if (stopping.isEmpty()) {
      return Optional.empty();
    }
    String names = String.join(", ", stopping.subList(0, Math.min(NAMED, stopping.size())));
    String more = stopping.size() > NAMED ? " and " + (stopping.size() - NAMED) + " more" : "";
    return Optional.of(Deferral.of(DeferReason.ALERTS_FIRING, "alerts fire: " + names + more));
  }

  @Override
  public String toString() {
    return "AlertGate[alerts=" + alerts + "]";
  }
}
