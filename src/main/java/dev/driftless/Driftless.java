package dev.driftless;

import dev.driftless.cli.Commands;
import dev.driftless.cli.StopSignal;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Entry point, and the only place that ends the process. */
public final class Driftless {

  /** Vert.x would make a folder for files that nobody serves here; the root of a container is read-only. */
  private static final List<String> NO_FILES = List.of("vertx.disableFileCaching", "vertx.disableFileCPResolving");
  private static final long PATIENCE_SECONDS = 30;
  private static final int INTERNAL_ERROR = 70;

  private Driftless() {}

  public static void main(String[] arguments) {
    NO_FILES.forEach(property -> System.setProperty(property, "true"));
    StopSignal signal = new StopSignal();
    CompletableFuture<Integer> code = new CompletableFuture<>();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> end(signal, code)));
    code.complete(Commands.execute(signal, arguments));
    System.exit(code.join());
  }

  /**
   * Lets a command that listens come to its end. Without the halt that follows, a process ended by SIGTERM would say
   * 143 however well it ended; what does not listen ends in just that way.
   */
  private static void end(StopSignal signal, CompletableFuture<Integer> code) {
    signal.give();
    try {
      CompletableFuture.anyOf(code, signal.declined()).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      System.err.println("not ended within " + PATIENCE_SECONDS + " s: " + e);
    }
    if (!signal.declined().isDone()) {
      Runtime.getRuntime().halt(code.getNow(INTERNAL_ERROR));
    }
  }
}
