package dev.driftless.cli;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Tells a running command to end. Thread-safe. */
public final class StopSignal {

  private final CountDownLatch given = new CountDownLatch(1);
  private final CompletableFuture<Void> declined = new CompletableFuture<>();
  private Runnable listener = () -> { };

  /** Calls what listens; who begins to listen later is called at once. */
  public synchronized void give() {
    given.countDown();
    listener.run();
  }

  /** Done once it is known that the command does not listen, and that the process may end under its hands. */
  public CompletableFuture<Void> declined() {
    return declined;
  }

  void decline() {
    declined.complete(null);
  }

  /** Replaces what listened before: it is not called any more when this returns. */
  synchronized void onGiven(Runnable action) {
    listener = action;
    if (isGiven()) {
      action.run();
    }
  }

  boolean isGiven() {
    return given.getCount() == 0;
  }

  /** Waits no longer than that. @return whether the signal was given */
  boolean await(Duration longest) throws InterruptedException {
    return given.await(longest.toMillis(), TimeUnit.MILLISECONDS);
  }
}
