package dev.driftless.edge.kube.projection;

import dev.driftless.core.model.Facts;
import dev.driftless.core.model.Kind;
import dev.driftless.core.model.PodRefusal;
import dev.driftless.core.model.Replicas;
import dev.driftless.core.model.Strategy;
import dev.driftless.core.model.WorkloadFacts;
import dev.driftless.core.model.WorkloadRef;
import dev.driftless.edge.kube.lean.Condition;
import dev.driftless.edge.kube.lean.LeanDaemonSet;
import dev.driftless.edge.kube.lean.LeanDeployment;
import dev.driftless.edge.kube.lean.LeanObject;
import dev.driftless.edge.kube.lean.LeanReplicaSet;
import dev.driftless.edge.kube.lean.LeanReplicationController;
import dev.driftless.edge.kube.lean.LeanStatefulSet;
import tools.jackson.databind.JsonNode;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Whatever creates pods again that are gone. */
final class WorkloadProjectors {

  private WorkloadProjectors() {}

  static Optional<Facts> deployment(LeanDeployment object) {
    LeanDeployment.Spec spec = object.getSpec();
    return Optional.of(workload(object, Kind.DEPLOYMENT, spec.template(), Strategies.of(spec), replicas(object))
        .refused(refusal(object, object.getStatus().conditions())));
  }

  static Replicas replicas(LeanDeployment object) {
    LeanDeployment.Status status = object.getStatus();
    return new Replicas(object.getSpec().replicas().orElse(1), status.replicas(), status.updatedReplicas(),
        status.availableReplicas(), status.observedGeneration() >= object.generation());
  }

  static Optional<Facts> statefulSet(LeanStatefulSet object) {
    LeanStatefulSet.Status status = object.getStatus();
    int desired = object.getSpec().replicas().orElse(1);
    Strategy strategy = Strategies.ofStatefulSet(object.getSpec().updateStrategy(), desired);
    int updated = Math.min(status.replicas(), status.updatedReplicas() + strategy.partition());
    Replicas replicas = new Replicas(desired, status.replicas(), updated, status.availableReplicas(),
        status.observedGeneration() >= object.generation());
    return Optional.of(workload(object, Kind.STATEFUL_SET, object.getSpec().template(), strategy, replicas)
        .at(status.updateRevision()));
  }

  static Optional<Facts> daemonSet(LeanDaemonSet object) {
    LeanDaemonSet.Status status = object.getStatus();
    int scheduled = status.desiredNumberScheduled();
    Replicas replicas = new Replicas(scheduled, scheduled, status.updatedNumberScheduled(), status.numberAvailable(),
        status.observedGeneration() >= object.generation());
    return Optional.of(workload(object, Kind.DAEMON_SET, object.getSpec().template(),
        Strategies.ofDaemonSet(object.getSpec().updateStrategy(), scheduled), replicas));
  }

  static Optional<Facts> replicaSet(LeanReplicaSet object) {
    return Optional.of(workload(object, Kind.REPLICA_SET, object.getSpec().template(), Strategy.ON_DELETE,
        replicas(object, object.getSpec(), object.getStatus()))
        .refused(refusal(object, object.getStatus().conditions())));
  }

  static Optional<Facts> replicationController(LeanReplicationController object) {
    return Optional.of(workload(object, Kind.REPLICATION_CONTROLLER, object.getSpec().template(), Strategy.ON_DELETE,
        replicas(object, object.getSpec(), object.getStatus()))
        .refused(refusal(object, object.getStatus().conditions())));
  }

  private static Optional<PodRefusal> refusal(LeanObject object, List<Condition> conditions) {
    return conditions.stream().filter(condition -> condition.says("ReplicaFailure")).findFirst()
        .map(failure -> new PodRefusal(failure.reason(), failure.message(), Instant.parse(
            failure.lastTransitionTime().orElse(object.getMetadata().getCreationTimestamp()))));
  }

  /** They do not count the pods of their present template: all are as good as updated. */
  private static Replicas replicas(LeanObject object, LeanReplicaSet.Spec spec, LeanReplicaSet.Status status) {
    return new Replicas(spec.replicas().orElse(1), status.replicas(), status.replicas(), status.availableReplicas(),
        status.observedGeneration() >= object.generation());
  }

  private static WorkloadFacts workload(LeanObject object, Kind kind, JsonNode template, Strategy strategy,
      Replicas replicas) {
    WorkloadRef ref = new WorkloadRef(kind, object.namespace(), object.name(), object.getMetadata().getUid());
    return new WorkloadFacts(ref, object.getMetadata().getResourceVersion(), object.generation(),
        Instant.parse(object.getMetadata().getCreationTimestamp()), object.deleting(), Owners.controllerOf(object),
        Annotations.ofWorkload(object.annotations(), object.labels()), Templates.of(template), strategy, replicas, "");
  }
}
