package dev.driftless.edge.kube.projection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftless.core.model.Facts;
import dev.driftless.core.model.Kind;
import dev.driftless.core.model.OwnerLink;
import dev.driftless.core.model.ReplicaSetFacts;
import dev.driftless.core.model.Replicas;
import dev.driftless.core.model.Strategy;
import dev.driftless.core.model.Strategy.Type;
import dev.driftless.core.model.WorkloadFacts;
import dev.driftless.core.model.WorkloadRef;
import dev.driftless.edge.kube.lean.LeanDaemonSet;
import dev.driftless.edge.kube.lean.LeanDeployment;
import dev.driftless.edge.kube.lean.LeanReplicaSet;
import dev.driftless.edge.kube.lean.LeanReplicationController;
import dev.driftless.edge.kube.lean.LeanStatefulSet;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

class WorkloadProjectorsTest {

  @Test
  void a_deployment_with_everything() {
    WorkloadFacts facts = facts(WorkloadProjectors.deployment(Objects.object(LeanDeployment.class, """
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: cart
          namespace: shop
          uid: u-1
          resourceVersion: "77"
          generation: 5
          deletionTimestamp: 2026-11-02T08:00:00Z
          annotations: {driftless.dev/attempt: "2", deployment.kubernetes.io/revision: "9"}
          ownerReferences: [{apiVersion: example.com/v1, kind: Shop, name: main, uid: u-0, controller: true}]
        spec:
          replicas: 10
          paused: true
          progressDeadlineSeconds: 60
          strategy: {rollingUpdate: {maxUnavailable: 25%, maxSurge: 0}}
          template: {metadata: {labels: {app: cart}}}
        status: {observedGeneration: 4, replicas: 10, updatedReplicas: 3, availableReplicas: 9}""")));

    assertThat(facts).isEqualTo(new WorkloadFacts(new WorkloadRef(Kind.DEPLOYMENT, "shop", "cart", "u-1"), "77", 5,
        Instant.parse(Objects.CREATED), true, Optional.of(new OwnerLink(Kind.OTHER, "main", "u-0")),
        Map.of("driftless.dev/attempt", "2"), facts.template(),
        new Strategy(Type.ROLLING_UPDATE, 2, 0, true, Duration.ofSeconds(60)), new Replicas(10, 10, 3, 9, false), ""));
    assertThat(facts.template().labels()).isEqualTo(Map.of("app", "cart"));
  }

  @Test
  void a_deployment_scaled_to_zero_has_no_numbers_at_all() {
    WorkloadFacts facts = facts(WorkloadProjectors.deployment(Objects.object(LeanDeployment.class, """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: cart, namespace: shop, generation: 2}
        spec: {replicas: 0, template: {}}
        status: {observedGeneration: 2}""")));

    assertThat(facts.replicas()).isEqualTo(new Replicas(0, 0, 0, 0, true));
    assertThat(facts.replicas().settled()).isTrue();
  }

  @Test
  void a_stateful_set_with_a_partition() {
    WorkloadFacts facts = facts(WorkloadProjectors.statefulSet(Objects.object(LeanStatefulSet.class, """
        apiVersion: apps/v1
        kind: StatefulSet
        metadata: {name: db, namespace: shop, generation: 2}
        spec: {updateStrategy: {type: RollingUpdate, rollingUpdate: {partition: 2}}, template: {}}
        status: {observedGeneration: 2, replicas: 1, updatedReplicas: 0, availableReplicas: 0, currentRevision: db-7,
          updateRevision: db-8}""")));

    assertThat(facts.revision()).isEqualTo("db-8");
    assertThat(facts.strategy()).isEqualTo(new Strategy(Type.ROLLING_UPDATE, 1, 2, false, Duration.ZERO));
    assertThat(facts.replicas()).isEqualTo(new Replicas(1, 1, 1, 0, true));
    assertThat(facts.ref().kind()).isEqualTo(Kind.STATEFUL_SET);
  }

  @Test
  void a_daemon_set_counts_what_is_scheduled() {
    WorkloadFacts facts = facts(WorkloadProjectors.daemonSet(Objects.object(LeanDaemonSet.class, """
        apiVersion: apps/v1
        kind: DaemonSet
        metadata: {name: agent, namespace: kube-system, generation: 3}
        spec: {updateStrategy: {type: RollingUpdate, rollingUpdate: {maxUnavailable: 10%}}, template: {}}
        status: {observedGeneration: 3, desiredNumberScheduled: 15, updatedNumberScheduled: 14, numberAvailable: 13,
          currentNumberScheduled: 12, numberMisscheduled: 1}""")));

    assertThat(facts.strategy()).isEqualTo(new Strategy(Type.ROLLING_UPDATE, 2, 0, false, Duration.ZERO));
    assertThat(facts.replicas()).isEqualTo(new Replicas(15, 15, 14, 13, true));
  }

  @Test
  void the_replica_set_of_a_deployment_is_a_link_only() {
    Facts facts = ReplicaSetProjector.project(replicaSet(
        "ownerReferences: [{apiVersion: apps/v1, kind: Deployment, name: cart, uid: u-1, controller: true}]")).get();

    assertThat(facts).isEqualTo(new ReplicaSetFacts("shop", "cart-1", "uid-1",
        new OwnerLink(Kind.DEPLOYMENT, "cart", "u-1"), Optional.empty()));
  }

  @Test
  void the_replica_set_of_another_owner_is_a_link_with_a_template() {
    ReplicaSetFacts facts = (ReplicaSetFacts) ReplicaSetProjector.project(replicaSet(
        "ownerReferences: [{apiVersion: argoproj.io/v1alpha1, kind: Rollout, name: cart, uid: u, controller: true}]"))
        .get();

    assertThat(facts.owner().kind()).isEqualTo(Kind.ARGO_ROLLOUT);
    assertThat(facts.template().orElseThrow().labels()).isEqualTo(Map.of("app", "cart"));
  }

  @Test
  void a_bare_replica_set_is_a_workload_whose_pods_are_evicted() {
    WorkloadFacts facts = facts(ReplicaSetProjector.project(replicaSet("annotations: {driftless.dev/target: t}")));

    assertThat(facts.ref()).isEqualTo(new WorkloadRef(Kind.REPLICA_SET, "shop", "cart-1", "uid-1"));
    assertThat(facts.strategy()).isEqualTo(Strategy.ON_DELETE);
    assertThat(facts.replicas()).isEqualTo(new Replicas(3, 2, 2, 1, true));
    assertThat(facts.annotations()).isEqualTo(Map.of("driftless.dev/target", "t"));
    assertThat(facts.template().labels()).isEqualTo(Map.of("app", "cart"));
  }

  @Test
  void a_replication_controller_is_a_workload_whoever_controls_it() {
    WorkloadFacts facts = facts(WorkloadProjectors.replicationController(
        Objects.object(LeanReplicationController.class, """
            apiVersion: v1
            kind: ReplicationController
            metadata: {name: cart, namespace: shop, uid: u-1, resourceVersion: "7", generation: 2,
              creationTimestamp: "2026-11-20T10:00:00Z", ownerReferences: [{apiVersion: apps.openshift.io/v1,
                kind: DeploymentConfig, name: cart, uid: u-2, controller: true}]}
            spec: {template: {metadata: {labels: {app: cart}}}}
            status: {replicas: 1, availableReplicas: 1, observedGeneration: 1}""")));

    assertThat(facts.ref()).isEqualTo(new WorkloadRef(Kind.REPLICATION_CONTROLLER, "shop", "cart", "u-1"));
    assertThat(facts.owner()).contains(new OwnerLink(Kind.OTHER, "cart", "u-2"));
    assertThat(facts.strategy()).isEqualTo(Strategy.ON_DELETE);
    assertThat(facts.replicas()).isEqualTo(new Replicas(1, 1, 1, 1, false));
    assertThat(facts.template().labels()).isEqualTo(Map.of("app", "cart"));
  }

  private static LeanReplicaSet replicaSet(String metadata) {
    return Objects.object(LeanReplicaSet.class, """
        apiVersion: apps/v1
        kind: ReplicaSet
        metadata:
          name: cart-1
          namespace: shop
          %s
          uid: uid-1
          generation: 4
          resourceVersion: "9"
          creationTimestamp: "2026-11-20T10:00:00Z"
        spec: {replicas: 3, template: {metadata: {labels: {app: cart}}}}
        status: {replicas: 2, availableReplicas: 1, observedGeneration: 4}""".formatted(metadata));
  }

  private static WorkloadFacts facts(Optional<Facts> facts) {
    return (WorkloadFacts) facts.orElseThrow();
  }
}
