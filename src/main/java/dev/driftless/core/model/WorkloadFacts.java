package dev.driftless.core.model;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A Deployment, StatefulSet or DaemonSet, a ReplicaSet that nobody controls, or a ReplicationController.
 *
 * @param resourceVersion the precondition of any write to it
 * @param generation      {@code metadata.generation}
 * @param owner           its controller, for example an operator's custom resource
 * @param annotations     those of Driftless and Kyma on the object itself, and its label {@code driftless.dev/canary}
 * @param revision        StatefulSet: label {@code controller-revision-hash} of the pods that are made from its present
 *                        template; empty for others
 * @param refusal         why pods of it cannot be made; also empty where its kind has no condition that says so
 *                        (StatefulSets, DaemonSets)
 */
public record WorkloadFacts(WorkloadRef ref, String resourceVersion, long generation, Instant createdAt,
    boolean deleting,
    Optional<OwnerLink> owner, Map<String, String> annotations, TemplateFacts template, Strategy strategy,
    Replicas replicas, String revision, Optional<PodRefusal> refusal) implements Facts {

  /** Of one whose pods nobody refuses. */
  public WorkloadFacts(WorkloadRef ref, String resourceVersion, long generation, Instant createdAt, boolean deleting,
      Optional<OwnerLink> owner, Map<String, String> annotations, TemplateFacts template, Strategy strategy,
      Replicas replicas, String revision) {
    this(ref, resourceVersion, generation, createdAt, deleting, owner, annotations, template, strategy, replicas,
        revision, Optional.empty());
  }

  /** The same with that revision. */
  public WorkloadFacts at(String other) {
    return new WorkloadFacts(ref, resourceVersion, generation, createdAt, deleting, owner, annotations, template,
        strategy, replicas, other, refusal);
  }

  /** The same with its pods refused for that reason, if for any. */
  public WorkloadFacts refused(Optional<PodRefusal> why) {
    return new WorkloadFacts(ref, resourceVersion, generation, createdAt, deleting, owner, annotations, template,
        strategy, replicas, revision, why);
  }
}
