package dev.driftless.core.model;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A Deployment, StatefulSet or DaemonSet.
 *
 * @param resourceVersion the precondition of any write to it
 * @param generation      {@code metadata.generation}
 * @param owner           its controller, for example an operator's custom resource
 * @param annotations     those of Driftless and Kyma on the object itself, and its label {@code driftless.dev/canary}
 */
public record WorkloadFacts(WorkloadRef ref, String resourceVersion, long generation, Instant createdAt,
    boolean deleting,
    Optional<OwnerLink> owner, Map<String, String> annotations, TemplateFacts template, Strategy strategy,
    Replicas replicas) implements Facts {}
