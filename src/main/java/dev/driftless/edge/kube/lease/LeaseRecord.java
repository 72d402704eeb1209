package dev.driftless.edge.kube.lease;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * What stands in a Lease. The times are texts: they are by the clock of whoever wrote them, so they can be the same or
 * not, and nothing else can be made of them.
 *
 * @param holder      empty if it was released
 * @param seconds     for how long nobody may take it after a renewal
 * @param acquired    when the holder got it
 * @param renewed     when the holder last said that it is there
 * @param transitions how often it changed hands
 */
public record LeaseRecord(String holder, int seconds, String acquired, String renewed, int transitions) {

  /** Before anybody held it. */
  static final LeaseRecord NONE = new LeaseRecord("", 0, "", "", 0);

  private static final DateTimeFormatter MICROS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  /** The same in other hands; who finds itself in it only renews. */
  LeaseRecord takenBy(String identity, int forSeconds, Instant now) {
    return holder.equals(identity) ? renewed(now)
        : new LeaseRecord(identity, forSeconds, MICROS.format(now), MICROS.format(now),
            acquired.isEmpty() ? transitions : transitions + 1);
  }

  /** Each renewal can be told from the one before, even if the clock was set back by just as much. */
  LeaseRecord renewed(Instant now) {
    String time = MICROS.format(now);
    return new LeaseRecord(holder, seconds, acquired, time.equals(renewed) ? MICROS.format(now.plusNanos(1000)) : time,
        transitions);
  }

  /** For whoever comes next, as client-go's {@code ReleaseOnCancel} leaves it. */
  LeaseRecord released(Instant now) {
    return new LeaseRecord("", 1, MICROS.format(now), MICROS.format(now), transitions);
  }
}
