package dev.driftless.sim.node;

import static dev.driftless.sim.store.ResourceTypes.EVENTS;
import static dev.driftless.sim.store.ResourceTypes.NODES;
import static dev.driftless.sim.store.ResourceTypes.PODS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.driftless.sim.controllers.SimCluster;
import dev.driftless.sim.controllers.frame.PodState;
import dev.driftless.sim.controllers.frame.Read;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class SchedulerTest {

  private final SimCluster cluster = new SimCluster();

  private void pod(String name, String requests, String spec) {
    cluster.create(PODS, """
        {metadata: {name: NAME}, spec: {SPEC containers: [{name: app, image: "app:1", resources: {requests: {REQ}}}]}}
        """.replace("NAME", name).replace("SPEC", spec).replace("REQ", requests));
    cluster.run(1);
  }

  private String node(String pod) {
    return PodState.node(cluster.get(PODS, pod));
  }

  @Test
  void pods_are_spread() {
    for (String name : new String[] {"a", "b", "c", "d"}) {
      pod(name, "cpu: \"1\"", "");
    }

    assertThat(cluster.pods().stream().map(PodState::node)).containsExactlyInAnyOrder("node-1", "node-2", "node-3",
        "node-4");
  }

  @Test
  void one_that_fits_nowhere_waits_for_room() {
    for (String name : new String[] {"a", "b", "c", "d"}) {
      pod(name, "cpu: \"40\"", "");
    }
    pod("e", "cpu: \"30\"", "");
    ObjectNode condition = PodState.condition(cluster.get(PODS, "e"), "PodScheduled").orElseThrow();
    assertThat(Read.text(condition, "reason")).isEqualTo("Unschedulable");
    assertThat(Read.text(condition, "message")).isEqualTo("0/4 nodes are available: 4 Insufficient cpu."
        + " no new claims to deallocate, preemption: 0/4 nodes are available: 4 No preemption victims found for"
        + " incoming pod.");
    assertThat(cluster.list(EVENTS).stream().filter(event -> Read.text(event, "reason").equals("FailedScheduling")))
        .hasSize(1);

    String freed = node("b");
    cluster.delete(PODS, "b");
    cluster.run(5);

    assertThat(node("e")).isEqualTo(freed);
    assertThat(PodState.ready(cluster.get(PODS, "e"))).isTrue();
  }

  @Test
  void a_node_that_is_cordoned_gets_none_and_one_with_a_taint_only_those_that_tolerate_it() {
    cluster.patch(NODES, "node-1", "{spec: {unschedulable: true}}");
    cluster.patch(NODES, "node-2", "{spec: {taints: [{key: dedicated, value: db, effect: NoSchedule}]}}");
    cluster.patch(NODES, "node-3", "{metadata: {labels: {role: edge}}}");

    pod("edge", "cpu: 1", "nodeSelector: {role: edge},");
    pod("db", "cpu: 1", "tolerations: [{key: dedicated, value: db, effect: NoSchedule}],");
    pod("plain", "cpu: 1", "");
    pod("nowhere", "cpu: 1", "nodeSelector: {role: none},");

    assertThat(node("edge")).isEqualTo("node-3");
    assertThat(node("db")).isEqualTo("node-2");
    assertThat(node("plain")).isEqualTo("node-4");
    assertThat(Read.text(PodState.condition(cluster.get(PODS, "nowhere"), "PodScheduled").orElseThrow(), "message"))
        .isEqualTo("0/4 nodes are available: 1 node(s) had untolerated taint(s), 1 node(s) were unschedulable,"
            + " 2 node(s) didn't match Pod's node affinity/selector. no new claims to deallocate, preemption: 0/4 nodes"
            + " are available: 4 Preemption is not helpful for scheduling.");
  }

  @Test
  void the_number_of_pods_of_a_node_is_limited() {
    SimCluster small = new SimCluster();
    for (int i = 1; i <= 4; i++) {
      small.patch(NODES, "node-" + i, "{spec: {unschedulable: true}}");
    }
    small.join("4", "8Gi", 2);
    for (String name : new String[] {"a", "b", "c"}) {
      small.create(PODS,
          "{metadata: {name: NAME}, spec: {containers: [{name: app, image: \"app:1\"}]}}".replace("NAME", name));
    }
    small.run(5);

    assertThat(small.pods().stream().filter(pod -> PodState.node(pod).equals("node-5"))).hasSize(2);
  }

  @Test
  void init_containers_count_if_they_ask_for_more_and_sidecars_always() {
    Load load = Load.of(SimCluster.json("""
        {spec: {containers: [{resources: {requests: {cpu: "100m"}}}],
         initContainers: [{restartPolicy: Always, resources: {requests: {cpu: "50m"}}},
                          {resources: {requests: {cpu: "200m", memory: "1Gi"}}}]}}
        """));

    assertThat(load).isEqualTo(new Load(250, 1L << 30, 1));
  }
}
