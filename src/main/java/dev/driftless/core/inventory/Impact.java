package dev.driftless.core.inventory;

import dev.driftless.core.model.WorkloadRef;

import java.util.Set;

/** Whose verdict a change can affect. */
public sealed interface Impact {

  /** Nobody's. */
  record None() implements Impact {}

  record Workloads(Set<WorkloadRef> refs) implements Impact {}

  record Namespace(String name) implements Impact {}

  /** Everybody's: the injector, a webhook or a control plane changed. */
  record Mesh() implements Impact {}
}
