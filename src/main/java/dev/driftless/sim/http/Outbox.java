package dev.driftless.sim.http;

import io.vertx.core.buffer.Buffer;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Supplier;

/** What is still to be written to one client, which reads as fast as it likes. */
final class Outbox {

  private final Deque<Supplier<Buffer>> waiting = new ArrayDeque<>();
  private Optional<Outlet> outlet = Optional.empty();

  /** Until then everything waits. */
  void attach(Outlet client) {
    outlet = Optional.of(client);
    client.onDrain(this::write);
    write();
  }

  /** @param part asked for when its turn has come */
  void add(Supplier<Buffer> part) {
    waiting.add(part);
    write();
  }

  private void write() {
    while (!waiting.isEmpty() && outlet.isPresent() && !outlet.get().isFull()) {
      outlet.get().write(waiting.remove().get());
    }
  }

  /** Parts that the connection does not take yet. */
  int waiting() {
    return waiting.size();
  }

  /** Drops what is waiting. */
  void end() {
    waiting.clear();
    outlet.ifPresent(Outlet::end);
  }
}
