package dev.driftless.simulation;

import dev.driftless.core.engine.Fact;

/** Something that must hold after every step of a run. Throws a {@link Violation} where it does not. */
interface Invariant {

  /** A write of a workload, or the eviction of a pod, has reached the API server; it comes before those two. */
  default void acted(Write write) {}

  /** It was a write of a workload. */
  default void wrote(Write write) {}

  /** It was the eviction of a pod. */
  default void evicted(Write eviction) {}

  /** A dry run of a pod has been answered. */
  default void asked(Question question) {}

  /** A process has told a fact. */
  default void told(int process, Fact fact) {}
}
