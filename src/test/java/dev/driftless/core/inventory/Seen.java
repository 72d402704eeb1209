package dev.driftless.core.inventory;

import dev.driftless.core.model.Change;
import dev.driftless.core.model.Facts;
import dev.driftless.core.model.Kind;
import dev.driftless.core.model.ObjectKey;
import dev.driftless.core.model.OwnerLink;
import dev.driftless.core.model.PodFacts;
import dev.driftless.core.model.PodPhase;
import dev.driftless.core.model.PodShape;
import dev.driftless.core.model.PodState;
import dev.driftless.core.model.ReplicaSetFacts;
import dev.driftless.core.model.Replicas;
import dev.driftless.core.model.Resource;
import dev.driftless.core.model.Strategy;
import dev.driftless.core.model.TemplateFacts;
import dev.driftless.core.model.WorkloadFacts;
import dev.driftless.core.model.WorkloadRef;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Objects of the namespace {@code shop} as they are observed. The UID of each is its name with a prefix. */
final class Seen {

  private Seen() {}

  static WorkloadRef ref(Kind kind, String name) {
    return new WorkloadRef(kind, "shop", name, "uid-" + name);
  }

  static OwnerLink owner(Kind kind, String name) {
    return new OwnerLink(kind, name, "uid-" + name);
  }

  static Change observed(Resource resource, String name, Facts facts) {
    return new Change.Observed(key(resource, name), facts);
  }

  static Change gone(Resource resource, String name) {
    return new Change.Gone(key(resource, name));
  }

  static Change pod(String name, OwnerLink owner) {
    return observed(Resource.PODS, name, podFacts(name, Optional.of(owner), PodPhase.RUNNING, false));
  }

  static PodFacts podFacts(String name, Optional<OwnerLink> owner, PodPhase phase, boolean terminating) {
    return new PodFacts("shop", name, "uid-" + name, "1", Instant.EPOCH, owner,
        new PodShape(Map.of(), Optional.empty(), "", owner.isPresent() ? Optional.empty()
            : Optional.of(template("own")), Map.of()),
        new PodState(phase, Optional.empty(), terminating, Optional.empty()));
  }

  static Change replicaSet(String name, OwnerLink owner, Optional<TemplateFacts> template) {
    return observed(Resource.REPLICA_SETS, name, new ReplicaSetFacts("shop", name, "uid-" + name, owner, template));
  }

  static Change deployment(WorkloadRef ref) {
    return workload(Resource.DEPLOYMENTS, ref);
  }

  static Change workload(Resource resource, WorkloadRef ref) {
    return observed(resource, ref.name(), new WorkloadFacts(ref, "1", 1, Instant.EPOCH, false,
        Optional.empty(), Map.of(), template("of " + ref.name()),
        new Strategy(Strategy.Type.ROLLING_UPDATE, 1, 0, false, Duration.ZERO), new Replicas(1, 1, 1, 1, true), ""));
  }

  static TemplateFacts template(String digest) {
    return new TemplateFacts(Map.of(), Map.of(), false, Optional.empty(), Optional.empty(), "", digest, "", Map.of());
  }

  private static ObjectKey key(Resource resource, String name) {
    return new ObjectKey(resource, "shop", name);
  }
}
