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
    return owner.isEmpty() ? WorkloadProjectors.replicaSet(object) : owner.map(link -> link(object, link));
  }

  private static Facts link(LeanReplicaSet object, OwnerLink owner) {
    Optional<TemplateFacts> template = owner.kind() == Kind.DEPLOYMENT ? Optional.empty()
        : Optional.of(Templates.of(object.getSpec().template()));
    return new ReplicaSetFacts(object.namespace(), object.name(), object.getMetadata().getUid(), owner, template);
  }
}
