package dev.driftless.sim.controllers;

import static dev.driftless.sim.store.ResourceTypes.CONTROLLER_REVISIONS;
import static dev.driftless.sim.store.ResourceTypes.DAEMON_SETS;
import static dev.driftless.sim.store.ResourceTypes.NODES;
import static dev.driftless.sim.store.ResourceTypes.PODS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.driftless.sim.controllers.frame.PodState;
import dev.driftless.sim.controllers.frame.Read;
import dev.driftless.sim.store.Json;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

import java.util.Collections;
import java.util.List;

class DaemonSetTest {

  private final SimCluster cluster = new SimCluster();

  private void created(String strategy) {
    ObjectNode set = Json.without(SimCluster.workload("agent", 1), "spec", "replicas");
    cluster.create(DAEMON_SETS, strategy.isEmpty() ? set
        : Json.with(set, SimCluster.json(strategy), "spec", "updateStrategy"));
    cluster.run(30);
    assertThat(cluster.readyPods()).hasSize(4);
  }

  private List<String> nodes() {
    return cluster.pods().stream().map(PodState::node).sorted().toList();
  }

  @Test
  void each_node_gets_one_also_one_that_joins_later() {
    created("");
    assertThat(nodes()).containsExactly("node-1", "node-2", "node-3", "node-4");

    cluster.join("4", "8Gi", 110);
    cluster.run(30);

    assertThat(nodes()).containsExactly("node-1", "node-2", "node-3", "node-4", "node-5");
    assertThat(cluster.status(DAEMON_SETS, "agent")).isEqualTo(SimCluster.json("""
        {observedGeneration: 1, desiredNumberScheduled: 5, currentNumberScheduled: 5, numberReady: 5,
         numberAvailable: 5, updatedNumberScheduled: 5, numberMisscheduled: 0}
        """));
  }

  @Test
  void only_nodes_that_the_selector_names_have_one() {
    created("");
    cluster.patch(NODES, "node-2", "{metadata: {labels: {role: edge}}}");

    cluster.patch(DAEMON_SETS, "agent", "{spec: {template: {spec: {nodeSelector: {role: edge}}}}}");
    cluster.run(60);

    assertThat(nodes()).containsExactly("node-2");
    assertThat(cluster.status(DAEMON_SETS, "agent").path("desiredNumberScheduled").intValue()).isEqualTo(1);
  }

  @Test
  void what_may_be_unavailable_is_rounded_up() {
    created("{type: RollingUpdate, rollingUpdate: {maxUnavailable: \"30%\"}}");

    cluster.restart(DAEMON_SETS, "agent");
    List<Integer> ready = cluster.during(120, () -> cluster.readyPods().size());

    assertThat(Collections.min(ready)).isEqualTo(2);
    assertThat(cluster.status(DAEMON_SETS, "agent").path("updatedNumberScheduled").intValue()).isEqualTo(4);
  }

  @Test
  void a_bad_revision_stops_after_as_many_pods_as_may_be_unavailable() {
    created("");
    cluster.misfortunes.breakImages("bad", image -> image.equals("app:2"));

    cluster.patch(DAEMON_SETS, "agent",
        "{spec: {template: {spec: {containers: [{name: app, image: \"app:2\"}]}}}}");
    cluster.run(600);

    assertThat(cluster.readyPods()).hasSize(3);
    assertThat(cluster.status(DAEMON_SETS, "agent").path("updatedNumberScheduled").intValue()).isEqualTo(1);
  }

  @Test
  void on_delete_a_pod_is_new_only_after_somebody_has_deleted_it() {
    created("{type: OnDelete}");
    cluster.restart(DAEMON_SETS, "agent");
    cluster.run(60);
    assertThat(cluster.status(DAEMON_SETS, "agent").has("updatedNumberScheduled")).isFalse();

    cluster.delete(PODS, cluster.podNames().getFirst());
    cluster.run(30);

    assertThat(cluster.status(DAEMON_SETS, "agent").path("updatedNumberScheduled").intValue()).isEqualTo(1);
    assertThat(cluster.readyPods()).hasSize(4);
  }

  @Test
  void pods_carry_the_hash_of_their_revision() {
    created("");

    ObjectNode revision = cluster.list(CONTROLLER_REVISIONS).getFirst();
    assertThat(cluster.pods()).allMatch(pod -> Read.name(revision).name()
        .equals("agent-" + Read.text(Read.labels(pod), "controller-revision-hash")));
  }
}
