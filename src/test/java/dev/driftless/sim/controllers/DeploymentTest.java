package dev.driftless.sim.controllers;

import static dev.driftless.sim.store.ResourceTypes.DEPLOYMENTS;
import static dev.driftless.sim.store.ResourceTypes.REPLICA_SETS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.driftless.sim.controllers.frame.Read;
import dev.driftless.sim.node.Behaviour;
import dev.driftless.sim.store.Json;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.util.Collections;
import java.util.List;

class DeploymentTest {

  private final SimCluster cluster = new SimCluster();

  private void deployed(int replicas, String strategy) {
    ObjectNode deployment = SimCluster.workload("web", replicas);
    cluster.create(DEPLOYMENTS, strategy.isEmpty() ? deployment
        : Json.with(deployment, SimCluster.json(strategy), "spec", "strategy"));
    cluster.run(30);
    assertThat(cluster.readyPods()).hasSize(replicas);
  }

  private static String rolling(String surge, String unavailable) {
    return "{type: RollingUpdate, rollingUpdate: {maxSurge: " + surge + ", maxUnavailable: " + unavailable + "}}";
  }

  @Test
  void a_new_one_gets_its_replica_set_and_its_pods() {
    deployed(3, "");

    assertThat(cluster.status(DEPLOYMENTS, "web").toString()).isEqualTo(SimCluster.json("""
        {observedGeneration: 1, replicas: 3, updatedReplicas: 3, readyReplicas: 3, availableReplicas: 3,
         terminatingReplicas: 0}
        """).set("conditions", cluster.status(DEPLOYMENTS, "web").get("conditions")).toString());
    assertThat(cluster.condition(DEPLOYMENTS, "web", "Available")).isEqualTo("True MinimumReplicasAvailable");
    assertThat(cluster.condition(DEPLOYMENTS, "web", "Progressing")).isEqualTo("True NewReplicaSetAvailable");
    assertThat(cluster.get(DEPLOYMENTS, "web").path("metadata").path("generation").intValue()).isEqualTo(1);
  }

  @Test
  void the_replica_set_is_named_by_the_hash_that_its_pods_carry() {
    deployed(1, "");

    ObjectNode set = cluster.list(REPLICA_SETS).getFirst();
    String hash = Read.labels(set).get("pod-template-hash").stringValue();
    assertThat(Read.name(set).name()).isEqualTo("web-" + hash);
    assertThat(cluster.podNames().getFirst()).startsWith("web-" + hash + "-");
    assertThat(Read.labels(cluster.pods().getFirst())).isEqualTo(SimCluster.json(
        "{app: web, pod-template-hash: HASH}".replace("HASH", '"' + hash + '"')));
    assertThat(Read.annotation(set, "deployment.kubernetes.io/max-replicas")).isEqualTo("2");
  }

  @Test
  void a_rollout_stays_within_surge_and_availability() {
    deployed(10, rolling("2", "3"));

    cluster.restart(DEPLOYMENTS, "web");
    List<Integer> available = cluster.during(60, () -> cluster.readyPods().size());
    assertThat(Collections.min(available)).isEqualTo(7);
    assertThat(cluster.readyPods()).hasSize(10);
    assertThat(cluster.list(REPLICA_SETS)).hasSize(2);
    assertThat(cluster.status(DEPLOYMENTS, "web").path("updatedReplicas").intValue()).isEqualTo(10);
  }

  @Test
  void a_surge_rounds_up_and_unavailability_rounds_down() {
    deployed(3, rolling("\"25%\"", "\"25%\""));

    cluster.restart(DEPLOYMENTS, "web");
    int[] most = {0};
    List<Integer> available = cluster.during(60, () -> {
      int wanted = cluster.list(REPLICA_SETS).stream().mapToInt(set -> Read.number(set, 0, "spec", "replicas")).sum();
      most[0] = Math.max(most[0], wanted);
      return cluster.readyPods().size();
    });
    assertThat(Collections.min(available)).isEqualTo(3);
    assertThat(most[0]).isEqualTo(4);
  }

  @Test
  void recreate_waits_until_the_last_old_pod_is_gone() {
    deployed(3, "{type: Recreate}");
    cluster.misfortunes.breakPods("stubborn", pod -> true, Behaviour.STUBBORN);

    cluster.restart(DEPLOYMENTS, "web");
    cluster.run(29);
    assertThat(cluster.pods()).hasSize(3).allMatch(Read::deleting);
    cluster.run(10);

    assertThat(cluster.readyPods()).hasSize(3);
  }

  @Test
  void a_rollout_that_makes_no_progress_exceeds_its_deadline_and_keeps_old_pods() {
    deployed(4, rolling("1", "1"));
    cluster.patch(DEPLOYMENTS, "web", "{spec: {progressDeadlineSeconds: 60}}");
    cluster.misfortunes.breakImages("bad", image -> image.equals("app:2"));

    cluster.patch(DEPLOYMENTS, "web", "{spec: {template: {spec: {containers: [{name: app, image: \"app:2\"}]}}}}");
    cluster.run(58);
    assertThat(cluster.condition(DEPLOYMENTS, "web", "Progressing")).isEqualTo("True ReplicaSetUpdated");
    cluster.run(10);

    assertThat(cluster.condition(DEPLOYMENTS, "web", "Progressing")).isEqualTo("False ProgressDeadlineExceeded");
    assertThat(cluster.condition(DEPLOYMENTS, "web", "Available")).isEqualTo("True MinimumReplicasAvailable");
    assertThat(cluster.readyPods()).hasSize(3);
  }

  @Test
  void the_way_back_takes_the_replica_set_of_before_under_a_new_revision() {
    deployed(2, "");
    String first = Read.name(cluster.list(REPLICA_SETS).getFirst()).name();
    cluster.patch(DEPLOYMENTS, "web", "{spec: {template: {metadata: {labels: {color: blue}}}}}");
    cluster.run(30);

    cluster.patch(DEPLOYMENTS, "web", "{spec: {template: {metadata: {labels: {color: null}}}}}");
    cluster.run(30);

    assertThat(cluster.podNames()).hasSize(2).allMatch(name -> name.startsWith(first));
    assertThat(Read.annotation(cluster.get(REPLICA_SETS, first), "deployment.kubernetes.io/revision")).isEqualTo("3");
    assertThat(Read.annotation(cluster.get(REPLICA_SETS, first), "deployment.kubernetes.io/revision-history"))
        .isEqualTo("1");
    assertThat(Read.annotation(cluster.get(DEPLOYMENTS, "web"), "deployment.kubernetes.io/revision")).isEqualTo("3");
  }

  @Test
  void a_paused_one_does_not_roll_out_but_does_scale() {
    deployed(2, "");
    cluster.patch(DEPLOYMENTS, "web", "{spec: {paused: true}}");
    cluster.run(5);

    cluster.restart(DEPLOYMENTS, "web");
    cluster.patch(DEPLOYMENTS, "web", "{spec: {replicas: 3}}");
    cluster.run(60);

    assertThat(cluster.list(REPLICA_SETS)).hasSize(1);
    assertThat(cluster.readyPods()).hasSize(3);
    assertThat(cluster.condition(DEPLOYMENTS, "web", "Progressing")).isEqualTo("Unknown DeploymentPaused");
    assertThat(cluster.status(DEPLOYMENTS, "web").has("updatedReplicas")).isFalse();
  }

  @Test
  void only_as_many_old_revisions_are_kept_as_it_says() {
    deployed(1, "");
    cluster.patch(DEPLOYMENTS, "web", "{spec: {revisionHistoryLimit: 2}}");

    for (int i = 0; i < 5; i++) {
      cluster.restart(DEPLOYMENTS, "web");
      cluster.run(30);
    }

    assertThat(cluster.list(REPLICA_SETS).stream()
        .map(set -> Read.annotation(set, "deployment.kubernetes.io/revision")))
        .containsExactlyInAnyOrder("4", "5", "6");
  }

  @Test
  void what_is_broken_among_the_old_goes_first() {
    deployed(4, rolling("0", "1"));
    cluster.misfortunes.breakImages("bad", image -> image.equals("app:2"));
    cluster.patch(DEPLOYMENTS, "web", "{spec: {template: {spec: {containers: [{name: app, image: \"app:2\"}]}}}}");
    cluster.run(30);
    assertThat(cluster.readyPods()).hasSize(3);

    cluster.patch(DEPLOYMENTS, "web", "{spec: {template: {spec: {containers: [{name: app, image: \"app:3\"}]}}}}");
    List<Integer> available = cluster.during(60, () -> cluster.readyPods().size());

    assertThat(Collections.min(available)).isEqualTo(3);
    assertThat(cluster.readyPods()).hasSize(4);
  }

  @Test
  void scaling_in_the_middle_of_a_rollout_is_shared_out() {
    deployed(10, rolling("3", "2"));
    cluster.misfortunes.breakImages("bad", image -> image.equals("app:2"));
    cluster.patch(DEPLOYMENTS, "web", "{spec: {template: {spec: {containers: [{name: app, image: \"app:2\"}]}}}}");
    cluster.run(30);

    cluster.patch(DEPLOYMENTS, "web", "{spec: {replicas: 15}}");
    cluster.run(30);

    assertThat(cluster.list(REPLICA_SETS).stream().map(set -> Read.number(set, 0, "spec", "replicas")))
        .containsExactlyInAnyOrder(11, 7);
  }

  @Test
  void minimum_ready_seconds_delay_availability() {
    ObjectNode deployment = SimCluster.workload("web", 1);
    cluster.create(DEPLOYMENTS,
        Json.with(deployment, JsonNodeFactory.instance.numberNode(20), "spec", "minReadySeconds"));
    cluster.run(15);
    assertThat(cluster.status(DEPLOYMENTS, "web").path("readyReplicas").intValue()).isEqualTo(1);
    assertThat(cluster.status(DEPLOYMENTS, "web").has("availableReplicas")).isFalse();

    cluster.run(15);

    assertThat(cluster.status(DEPLOYMENTS, "web").path("availableReplicas").intValue()).isEqualTo(1);
  }
}
