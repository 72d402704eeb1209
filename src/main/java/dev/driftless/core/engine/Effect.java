package dev.driftless.core.engine;

import dev.driftless.core.model.Fingerprint;
import dev.driftless.core.model.WorkloadRef;
import dev.driftless.core.remediation.Marks;

import java.time.Instant;

/** What the engine wants done. Performed by the edge. */
public sealed interface Effect {

  /** One request that changes something, on behalf of a restart. Answered by an {@link Answer}. */
  sealed interface Write extends Effect {

    WorkloadRef ref();

    /** Those of the restart that it is a part of. */
    Marks marks();

    /** Whether the API server shall only pretend ({@code dryRun=All}). */
    boolean dryRun();

    /** The same for no two writes. */
    String id();
  }

  /**
   * One patch of the workload: its marks, and the annotations of its template that make the owner roll.
   *
   * @param resourceVersion precondition: the version on which the decision rests
   */
  record Restart(WorkloadRef ref, String resourceVersion, Marks marks, boolean dryRun) implements Write {

    @Override
    public String id() {
      return Fingerprint.of(marks.restartId(), resourceVersion, Boolean.toString(dryRun));
    }
  }

  /**
   * One patch of the workload's marks and of nothing else: its owner replaces no pod by itself, so that they are
   * evicted one after the other once the marks are seen.
   *
   * @param resourceVersion precondition, as above
   */
  record Mark(WorkloadRef ref, String resourceVersion, Marks marks) implements Write {

    @Override
    public boolean dryRun() {
      return false;
    }

    @Override
    public String id() {
      return Fingerprint.of(marks.restartId(), resourceVersion, "marks");
    }
  }

  /**
   * One eviction, with the pod's own grace period.
   *
   * @param at when it was decided
   */
  record Evict(WorkloadRef ref, Pod pod, Marks marks, Instant at, boolean dryRun) implements Write {

    /**
     * The pod that shall go.
     *
     * @param uid             precondition: another pod of that name is not meant
     * @param resourceVersion precondition: the version on which the decision rests
     */
    public record Pod(String name, String uid, String resourceVersion) {}

    @Override
    public String id() {
      return Fingerprint.of(marks.restartId(), pod.uid(), at.toString(), Boolean.toString(dryRun));
    }
  }

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
