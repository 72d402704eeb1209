package dev.driftless.sim.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.ServerWebSocket;

/** The way of a watch to its client: parts of one long answer, or messages of a WebSocket, as the client asked for. */
interface Outlet {

  /** Whether the client should read before more is written. */
  boolean isFull();

  /** Calls back each time that it is full no more. */
  void onDrain(Runnable drained);

  void write(Buffer part);

  /** Does nothing if it has ended. */
  void end();

  /** @param over called once when it has ended, whoever ended it */
  static Outlet chunks(HttpServerResponse response, Runnable over) {
    response.setChunked(true).putHeader("Content-Type", "application/json");
    response.endHandler(end -> over.run());
    response.closeHandler(close -> over.run());
    response.writeHead();
    return new Outlet() {
      @Override
      public boolean isFull() {
        return response.writeQueueFull();
      }

      @Override
      public void onDrain(Runnable drained) {
        response.drainHandler(drain -> drained.run());
      }

      @Override
      public void write(Buffer part) {
        response.write(part);
      }

      @Override
      public void end() {
        if (!response.ended() && !response.closed()) {
          response.end();
        }
      }
    };
  }

  /** @param over called once when it has ended, whoever ended it */
  static Outlet messages(ServerWebSocket socket, Runnable over) {
    socket.closeHandler(close -> over.run());
    return new Outlet() {
      @Override
      public boolean isFull() {
        return socket.writeQueueFull();
      }

      @Override
      public void onDrain(Runnable drained) {
        socket.drainHandler(drain -> drained.run());
      }

      @Override
      public void write(Buffer part) {
        socket.writeTextMessage(part.toString());
      }

      @Override
      public void end() {
        if (!socket.isClosed()) {
          socket.close();
        }
      }
    };
  }
}
