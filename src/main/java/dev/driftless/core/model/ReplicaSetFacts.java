package dev.driftless.core.model;

import java.util.Optional;

/**
 * A ReplicaSet: the link between pods and their Deployment.
 *
 * @param owner       its controller; empty for a bare ReplicaSet
 * @param template    only for one that no Deployment owns
 */
public record ReplicaSetFacts(String namespace, String name, String uid, Optional<OwnerLink> owner,
    Optional<TemplateFacts> template) implements Facts {}
