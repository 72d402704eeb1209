package dev.driftless;

import dev.driftless.cli.Commands;
import dev.driftless.cli.StopSignal;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Entry point, and the only place that ends the process. */
public final class Driftless {

  private static final long PATIENCE_SECONDS = 30;
  private static final int INTERNAL_ERROR = 70;

  private Driftless() {}

  public static void main(String[] arguments) {
    StopSignal signal = new StopSignal();
    CompletableFuture<Integer> code = new CompletableFuture<>();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> Runtime.getRuntime().halt(end(signal, code))));
    code.complete(Commands.execute(signal, arguments));
    System.exit(code.join());
  }

  /** Without the halt that follows, a process ended by SIGTERM would say 143 however well it ended. */
  private static int end(StopSignal signal, CompletableFuture<Integer> code) {
    signal.give();
    try {
      return code.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      System.err.println("not ended within " + PATIENCE_SECONDS + " s: " + e);
      return INTERNAL_ERROR;
    }
  }
}
