package dev.driftless.sim.controllers;

import static dev.driftless.sim.store.ResourceTypes.EVENTS;
import static dev.driftless.sim.store.ResourceTypes.PODS;
import static dev.driftless.sim.store.ResourceTypes.REPLICATION_CONTROLLERS;
import static dev.driftless.sim.store.ResourceTypes.REPLICA_SETS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.driftless.sim.api.ApiException;
import dev.driftless.sim.controllers.frame.Read;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;

class ReplicaSetTest {

  private final SimCluster cluster = new SimCluster();

  private void created(int replicas) {
    cluster.create(REPLICA_SETS, SimCluster.workload("web", replicas));
    cluster.run(20);
  }

  @Test
  void a_pod_that_is_deleted_is_replaced() {
    created(3);
    String deleted = cluster.podNames().getFirst();

    cluster.delete(PODS, deleted);
    cluster.run(20);

    assertThat(cluster.podNames()).hasSize(3).doesNotContain(deleted);
    assertThat(cluster.status(REPLICA_SETS, "web")).isEqualTo(SimCluster.json("""
        {replicas: 3, fullyLabeledReplicas: 3, readyReplicas: 3, availableReplicas: 3, terminatingReplicas: 0,
         observedGeneration: 1}
        """));
  }

  @Test
  void the_broken_one_goes_first_when_there_are_too_many() {
    created(3);
    String broken = cluster.podNames().get(1);
    cluster.patch(PODS, broken, "{metadata: {annotations: {e2e.driftless.dev/stage: never-ready}}}");
    cluster.run(5);
    assertThat(cluster.readyPods()).hasSize(2);

    cluster.patch(REPLICA_SETS, "web", "{spec: {replicas: 2}}");
    cluster.run(20);

    assertThat(cluster.podNames()).hasSize(2).doesNotContain(broken);
  }

  @Test
  void among_equals_the_cheapest_by_annotation_goes_first() {
    created(4);
    List<String> names = cluster.podNames();
    for (String name : names) {
      cluster.patch(PODS, name, "{metadata: {annotations: {\"controller.kubernetes.io/pod-deletion-cost\": \"5\"}}}");
    }
    cluster.patch(PODS, names.get(2),
        "{metadata: {annotations: {\"controller.kubernetes.io/pod-deletion-cost\": \"-5\"}}}");

    cluster.patch(REPLICA_SETS, "web", "{spec: {replicas: 3}}");
    cluster.run(20);

    assertThat(cluster.podNames()).hasSize(3).doesNotContain(names.get(2));
  }

  @Test
  void a_pod_whose_labels_no_longer_match_is_let_go_and_replaced() {
    created(2);
    String name = cluster.podNames().getFirst();

    cluster.patch(PODS, name, "{metadata: {labels: {app: quarantine}}}");
    cluster.run(20);

    assertThat(cluster.pods()).hasSize(3);
    assertThat(Read.controller(cluster.get(PODS, name))).isEmpty();
  }

  @Test
  void a_pod_of_nobody_that_matches_is_adopted() {
    created(1);
    cluster.create(PODS, """
        {metadata: {name: stray, labels: {app: web}}, spec: {containers: [{name: app, image: "app:1"}]}}
        """);
    cluster.patch(REPLICA_SETS, "web", "{spec: {replicas: 2}}");
    cluster.run(20);

    assertThat(cluster.pods()).hasSize(2);
    assertThat(Read.controller(cluster.get(PODS, "stray")).map(owner -> Read.text(owner, "name"))).contains("web");
  }

  @Test
  void what_the_api_refuses_is_told_in_a_condition_and_tried_again_ever_more_rarely() {
    int[] asked = {0};
    boolean[] refusing = {true};
    cluster.server.addAdmission((namespace, pod) -> {
      asked[0]++;
      if (refusing[0]) {
        throw new ApiException(403, "Forbidden", "exceeded quota");
      }
      return pod;
    });
    cluster.create(REPLICA_SETS, SimCluster.workload("web", 8));
    cluster.run(60);
    assertThat(cluster.condition(REPLICA_SETS, "web", "ReplicaFailure")).isEqualTo("True FailedCreate");
    assertThat(asked[0]).isBetween(10, 16);
    assertThat(cluster.list(EVENTS).stream().map(event -> Read.text(event, "reason"))).contains("FailedCreate");

    refusing[0] = false;
    cluster.run(120);

    assertThat(cluster.readyPods()).hasSize(8);
    assertThat(cluster.condition(REPLICA_SETS, "web", "ReplicaFailure")).isEqualTo("none");
  }

  @Test
  void replication_controllers_do_the_same_with_a_plain_selector() {
    cluster.create(REPLICATION_CONTROLLERS, """
        {metadata: {name: old}, spec: {replicas: 2, selector: {app: old}, template: {metadata: {labels: {app: old}},
         spec: {containers: [{name: app, image: "app:1"}]}}}}
        """);
    cluster.run(20);

    assertThat(cluster.readyPods()).hasSize(2);
    ObjectNode told = cluster.get(REPLICATION_CONTROLLERS, "old");
    assertThat(told.path("status")).isEqualTo(SimCluster.json("""
        {replicas: 2, fullyLabeledReplicas: 2, readyReplicas: 2, availableReplicas: 2, observedGeneration: 1}
        """));
  }

  @Test
  void pods_of_one_template_are_one_in_memory() {
    created(2);

    assertThat(cluster.pods().getFirst().path("spec").get("containers"))
        .isSameAs(cluster.pods().getLast().path("spec").get("containers"));
  }
}
