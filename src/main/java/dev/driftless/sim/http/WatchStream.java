package dev.driftless.sim.http;

import dev.driftless.sim.api.ApiException;
import dev.driftless.sim.api.ApiServer;
import dev.driftless.sim.api.Watch;
import dev.driftless.sim.api.WatchEvent;
import io.vertx.core.buffer.Buffer;

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
  private final Outbox outbox = new Outbox();
  private Watch watch;
  private boolean begun;
  private int mostWaiting;
  private boolean failed;
  private boolean ended;

  private WatchStream(ApiServer server, EventForm form, EventLines lines) {
    this.server = server;
    this.form = form;
    this.lines = lines;
  }

  /** Nothing is sent before it is attached to a client. */
  static WatchStream open(ApiServer server, Target target, Exchange exchange, EventLines lines) throws ApiException {
    Accept accept = Accept.of(exchange.header("Accept"));
    EventForm form = new EventForm(target.resource(), accept, new Table(server.timeline().now(),
        accept == Accept.TABLES ? Options.includeObject(exchange) : ""));
    WatchStream stream = new WatchStream(server, form, lines);
    var query = Options.query(target, exchange);
    var options = Options.watch(exchange);
    stream.watch = server.watch(query, options, stream::send);
    stream.begun = true;
    stream.mostWaiting = stream.outbox.waiting() + MOST_WAITING;
    if (options.bookmarks()) {
      stream.bookmarkLater();
    }
    return stream;
  }

  void attach(Outlet client) {
    outbox.attach(client);
    if (failed || ended) {
      end();
    }
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
    if (ended) {
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

  /** Ends it as the server does; may be called again. */
  void end() {
    close();
    outbox.end();
  }

  /** When the client has gone. */
  void close() {
    ended = true;
    watch.close();
  }
}
