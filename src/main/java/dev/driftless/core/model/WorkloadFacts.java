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
 */
public record WorkloadFacts(WorkloadRef ref, String resourceVersion, long generation, Instant createdAt,
    boolean deleting,
    Optional<OwnerLink> owner, Map<String, String> annotations, TemplateFacts template, Strategy strategy,
    Replicas replicas, String revision) implements Facts {

  /** The same with that revision. */
  public WorkloadFacts at(String other) {
    return new WorkloadFacts(ref, resourceVersion, generation, createdAt, deleting, owner, annotations, template,
        strategy, replicas, other);
  }
}
