package dev.driftless.edge.kube;

import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.Interceptor;

import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;

/**
 * The API server's time, as told by the {@code Date} header of its answers: the system's time plus an offset that moves
 * only as far as the last answer demands. It is never behind what an answer has said, and at most one second and the
 * longest time that an answer may take ahead. An answer that was only late does not turn it back: going back and forth
 * would shorten whatever is measured with it. Equal to the system's time before the first answer. For any thread.
 */
public final class ServerClock implements InstantSource, Interceptor {

  /** The header tells whole seconds, and is as old as the answer was under way. */
  private static final Duration PRECISION = Duration.ofSeconds(1).minusNanos(1).plus(Connection.REQUEST_TIMEOUT);

  private final InstantSource system;
  private volatile Duration offset = Duration.ZERO;

  public ServerClock(InstantSource system) {
    this.system = system;
  }

  @Override
  public Instant instant() {
    return system.instant().plus(offset);
  }

  @Override
  public void after(HttpRequest request, HttpResponse<?> response, AsyncBody.Consumer<List<ByteBuffer>> consumer) {
    String date = response.header("Date");
    if (date != null) {
      adjust(date);
    }
  }

  private synchronized void adjust(String date) {
    try {
      Instant earliest = ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      Instant latest = earliest.plus(PRECISION);
      Instant now = instant();
      if (now.isBefore(earliest)) {
        offset = offset.plus(Duration.between(now, earliest));
      } else if (now.isAfter(latest)) {
        offset = offset.plus(Duration.between(now, latest));
      }
    } catch (DateTimeException e) {
      return; // some proxy's header: the last good offset stands
    }
  }
}
