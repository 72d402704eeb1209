package dev.driftless.sim.http;

import dev.driftless.sim.api.ApiException;
import dev.driftless.sim.api.ApiServer;
import dev.driftless.sim.api.Watch;
import dev.driftless.sim.api.WatchEvent;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.time.Duration;

/** One watch over one connection: a line for each event, until the time is up or the client has gone. */
final class WatchStream {

  private static final Duration BOOKMARK_INTERVAL = Duration.ofMinutes(1);

  private final ApiServer server;
  private final ApiResource resource;
  private final Accept accept;
  private final Table table;
  private final HttpServerResponse response;
  private Watch watch;
  private boolean ended;

  private WatchStream(ApiServer server, ApiResource resource, Accept accept, Table table, HttpServerResponse response) {
    this.server = server;
    this.resource = resource;
    this.accept = accept;
    this.table = table;
    this.response = response;
  }

  static WatchStream open(ApiServer server, Target target, Exchange exchange, HttpServerResponse response)
      throws ApiException {
    Accept accept = Accept.of(exchange.header("Accept"));
    WatchStream stream = new WatchStream(server, target.resource(), accept,
        new Table(server.timeline().now(), exchange.query("includeObject")), response);
    var query = Options.query(target, exchange);
    var options = Options.watch(exchange);
    response.setChunked(true).putHeader("Content-Type", "application/json");
    stream.watch = server.watch(query, options, stream::send);
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
    boolean changes = event.type() != WatchEvent.Type.BOOKMARK && event.type() != WatchEvent.Type.ERROR;
    ObjectNode object = changes ? CoreEvents.shown(resource, event.object()) : event.object();
    if (event.type() == WatchEvent.Type.BOOKMARK) {
      object = object.deepCopy().put("apiVersion", resource.shown().apiVersion());
    }
    ObjectNode line = JsonNodeFactory.instance.objectNode().put("type", event.type().name());
    line.set("object", changes && accept == Accept.TABLES ? table.one(resource, object) : object);
    response.write(Buffer.buffer(JsonMapper.shared().writeValueAsBytes(line)).appendByte((byte) '\n'));
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
    watch.close();
  }
}
