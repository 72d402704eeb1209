package dev.driftless.cli;

/** Tells a running command to end. Thread-safe. */
public final class StopSignal {

  private Runnable listener = () -> { };
  private boolean given;

  /** Calls what listens; who begins to listen later is called at once. */
  public synchronized void give() {
    given = true;
    listener.run();
  }

  synchronized void onGiven(Runnable action) {
    listener = action;
    if (given) {
      action.run();
    }
  }
}
