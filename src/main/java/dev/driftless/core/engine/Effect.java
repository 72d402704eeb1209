package dev.driftless.core.engine;

import dev.driftless.core.model.WorkloadRef;
import dev.driftless.core.remediation.Marks;

/** What the engine wants done. Performed by the edge, answered by an {@link Answer}. */
public sealed interface Effect {

  WorkloadRef ref();

  /**
   * One patch of the workload: its marks, and the annotations of its template that make the owner roll.
   *
   * @param resourceVersion precondition: the version on which the decision rests
   * @param dryRun          whether the API server shall only pretend ({@code dryRun=All})
   */
  record Restart(WorkloadRef ref, String resourceVersion, Marks marks, boolean dryRun) implements Effect {}
}
