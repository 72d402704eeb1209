package dev.driftless.sim.http;

import dev.driftless.sim.api.ApiException;
import dev.driftless.sim.api.ApiServer;
import dev.driftless.sim.api.Watch;
import dev.driftless.sim.api.WatchEvent;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;

import java.time.Duration;

/**
 * One watch over one connection: a line for each event, until the time is up, the client has gone, or it reads so
 * slowly that too many changes wait for it. What it is told first may be as much as it likes, and is written into JSON
 * as it reads.
 */
final class WatchStream {

  private static final int MOST_WAITING = 1_000;
  private static final Duration BOOKMARK_INTERVAL = Duration.ofMinutes(1);

  private final ApiServer server;
  private final EventForm form;
  private final EventLines lines;
  private final HttpServerResponse response;
  private final Outbox outbox;
  private Watch watch;
  private boolean begun;
  private int mostWaiting;
  private boolean failed;
  private boolean ended;

  private WatchStream(ApiServer server, EventForm form, EventLines lines, HttpServerResponse response) {
    this.server = server;
    this.form = form;
    this.lines = lines;
    this.response = response;
    outbox = new Outbox(response);
  }

  static WatchStream open(ApiServer server, Target target, Exchange exchange, EventLines lines,
      HttpServerResponse response) throws ApiException {
    EventForm form = new EventForm(target.resource(), Accept.of(exchange.header("Accept")),
        new Table(server.timeline().now(), exchange.query("includeObject")));
    WatchStream stream = new WatchStream(server, form, lines, response);
    var query = Options.query(target, exchange);
    var options = Options.watch(exchange);
    response.setChunked(true).putHeader("Content-Type", "application/json");
    stream.watch = server.watch(query, options, stream::send);
    stream.begun = true;
    stream.mostWaiting = stream.outbox.waiting() + MOST_WAITING;
    if (!response.headWritten()) {
      response.writeHead();
    }
    if (options.bookmarks()) {
      stream.bookmarkLater();
    }
    return stream;
  }

  private void bookmarkLater() {
    server.timeline().after(BOOKMARK_INTERVAL, () -> {
      if (!ended) {
        watch.bookmark();
        bookmarkLater();
      }
    });
  }

  private void send(WatchEvent event) {
    if (ended || response.ended() || response.closed()) {
      return;
    }
    failed = event.type() == WatchEvent.Type.ERROR;
    if (begun) {
      Buffer line = lines.of(event, form);
      outbox.add(() -> line);
    } else {
      outbox.add(() -> lines.of(event, form));
    }
    if (begun && outbox.waiting() > mostWaiting) {
      end();
    }
  }

  /** Whether it has told an error: then nothing more comes. */
  boolean failed() {
    return failed;
  }

  /** Ends it as the server does; may be called again. */
  void end() {
    close();
    if (!response.ended() && !response.closed()) {
      response.end();
    }
  }

  /** When the client has gone. */
  void close() {
    ended = true;
    outbox.clear();
    watch.close();
  }
}
