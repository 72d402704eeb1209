package dev.driftless.core.model;

import java.util.Optional;

/**
 * A ReplicaSet that somebody controls: the link between pods and their Deployment. A bare one is a {@link
 * WorkloadFacts workload}.
 *
 * @param owner       its controller
 * @param template    only for one that no Deployment owns
 */
public record ReplicaSetFacts(String namespace, String name, String uid, OwnerLink owner,
    Optional<TemplateFacts> template) implements Facts {}
