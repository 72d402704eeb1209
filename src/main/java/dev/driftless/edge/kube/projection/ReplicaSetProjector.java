package dev.driftless.edge.kube.projection;

import dev.driftless.core.model.Facts;
import dev.driftless.core.model.Kind;
import dev.driftless.core.model.OwnerLink;
import dev.driftless.core.model.ReplicaSetFacts;
import dev.driftless.core.model.TemplateFacts;
import dev.driftless.edge.kube.lean.LeanReplicaSet;

import java.util.Optional;

/** ReplicaSets. A Deployment keeps ten old ones by default, so theirs are links only. */
final class ReplicaSetProjector {

  private ReplicaSetProjector() {}

  static Optional<Facts> project(LeanReplicaSet object) {
    Optional<OwnerLink> owner = Owners.controllerOf(object);
    boolean ofDeployment = owner.filter(link -> link.kind() == Kind.DEPLOYMENT).isPresent();
    Optional<TemplateFacts> template =
        ofDeployment ? Optional.empty() : Optional.of(Templates.of(object.getSpec().template()));
    return Optional.of(new ReplicaSetFacts(object.namespace(), object.name(), object.getMetadata().getUid(), owner,
        template));
  }
}
