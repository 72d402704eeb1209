package dev.driftless.core.engine;

import dev.driftless.core.model.WorkloadRef;
import dev.driftless.core.remediation.Marks;

/** What the engine wants done. Performed by the edge. */
public sealed interface Effect {

  /**
   * One patch of the workload: its marks, and the annotations of its template that make the owner roll. Answered by an
   * {@link Answer}.
   *
   * @param resourceVersion precondition: the version on which the decision rests
   * @param dryRun          whether the API server shall only pretend ({@code dryRun=All})
   */
  record Restart(WorkloadRef ref, String resourceVersion, Marks marks, boolean dryRun) implements Effect {}

  /**
   * One dry-run create of a pod of that workload, which changes nothing and tells what a new pod would get. Answered by
   * a {@link ProofAnswer}.
   *
   * @param subject  what the answer will be about: the template, and the mesh as it was when this was decided
   * @param template the pod template as JSON
   */
  record Prove(WorkloadRef ref, String subject, String template) implements Effect {}

  /** Keeping what else would be forgotten, in the state ConfigMap. Not answered: the next one holds it as well. */
  record Remember(Memory memory) implements Effect {}
}
