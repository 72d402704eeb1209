package dev.driftless.e2e;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * Ports to listen on, each for one process. They lie above those of the clusters and below those that the kernel gives
 * to clients, one of which could have it before the process listens.
 */
final class Ports {

  private static final int FIRST = 29_500;
  private static final int END = 32_700;

  private static final AtomicInteger NEXT = new AtomicInteger(ThreadLocalRandom.current().nextInt(END - FIRST));

  private Ports() {}

  /** One that was not given before, until all were, and that nobody listens on. */
  static int next() {
    return IntStream.range(FIRST, END).map(any -> FIRST + NEXT.getAndIncrement() % (END - FIRST))
        .filter(Ports::isFree).findFirst().orElseThrow(() -> new IllegalStateException("no free port"));
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException taken) {
      return false;
    }
  }
}
