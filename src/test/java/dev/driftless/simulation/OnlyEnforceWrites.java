package dev.driftless.simulation;

import dev.driftless.core.plan.Mode;

/** Invariant 14: modes other than {@code enforce} change no workload. */
final class OnlyEnforceWrites implements Invariant {

  private final Mode mode;

  OnlyEnforceWrites(Mode mode) {
    this.mode = mode;
  }

  @Override
  public void wrote(Write write) {
    boolean allowed = mode == Mode.ENFORCE || mode == Mode.DRY_RUN && write.dryRun();
    if (!allowed) {
      throw new Violation(14, "mode is " + mode + ", and written: " + write);
    }
  }
}
