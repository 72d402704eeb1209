package dev.driftless.sim.api;

/** Whether a write is to last. */
public enum Persistence {

  STORED,

  /** {@code dryRun=All}: everything but the storing. */
  DRY_RUN
}
