package dev.driftless.core.inventory;

import dev.driftless.core.model.WorkloadRef;

import java.util.Set;

/** Whose verdict a change can affect. */
public sealed interface Impact {

  /** Nobody's. */
  record None() implements Impact {}

  record Workloads(Set<WorkloadRef> refs) implements Impact {}

  record Namespace(String name) implements Impact {}

  /** Those of whom that revision's injector decides what they get. */
  record Revision(String name) implements Impact {}

  /** Everybody's: a webhook or a node changed. */
  record Mesh() implements Impact {}

  /** Everybody's of whom the API server said what a new pod would get: somebody else may have a hand in it now. */
  record Proofs() implements Impact {}
}
