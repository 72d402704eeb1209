package dev.driftless.simulation;

import dev.driftless.core.plan.Mode;
import dev.driftless.core.plan.Policy;

/** Invariant 14: modes other than {@code enforce} change no workload. */
final class OnlyEnforceWrites implements Invariant {

  private final InForce inForce;

  OnlyEnforceWrites(InForce inForce) {
    this.inForce = inForce;
  }

  @Override
  public void wrote(Write write) {
    boolean allowed = inForce.possible().map(Policy::mode)
        .anyMatch(mode -> mode == Mode.ENFORCE || mode == Mode.DRY_RUN && write.dryRun());
    if (!allowed) {
      throw new Violation(14, "mode is " + inForce.now().mode() + ", and written: " + write);
    }
  }
}
