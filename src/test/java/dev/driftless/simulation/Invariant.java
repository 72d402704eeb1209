package dev.driftless.simulation;

import dev.driftless.core.engine.Fact;

/** Something that must hold after every step of a run. Throws a {@link Violation} where it does not. */
interface Invariant {

  /** A write of a workload has reached the API server. */
  default void wrote(Write write) {}

  /** The eviction of a pod has. */
  default void evicted(Write eviction) {}

  /** A dry run of a pod has been answered. */
  default void asked(Question question) {}

  /** A process has told a fact. */
  default void told(int process, Fact fact) {}
}
