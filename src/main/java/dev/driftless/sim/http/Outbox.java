package dev.driftless.sim.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;

/** What is still to be written to one client, which reads as fast as it likes. */
final class Outbox {

  private final HttpServerResponse response;
  private final Deque<Supplier<Buffer>> waiting = new ArrayDeque<>();

  Outbox(HttpServerResponse response) {
    this.response = response;
    response.drainHandler(drained -> write());
  }

  /** @param part asked for when its turn has come */
  void add(Supplier<Buffer> part) {
    waiting.add(part);
    write();
  }

  private void write() {
    while (!waiting.isEmpty() && !response.writeQueueFull()) {
      response.write(waiting.remove().get());
    }
  }

  /** Parts that the connection does not take yet. */
  int waiting() {
    return waiting.size();
  }

  /** Drops what is waiting. */
  void clear() {
    waiting.clear();
  }
}
