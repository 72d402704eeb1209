package dev.driftless.sim.controllers;

import static dev.driftless.sim.store.ResourceTypes.DAEMON_SETS;
import static dev.driftless.sim.store.ResourceTypes.DEPLOYMENTS;
import static dev.driftless.sim.store.ResourceTypes.EVENTS;
import static dev.driftless.sim.store.ResourceTypes.NODES;
import static dev.driftless.sim.store.ResourceTypes.PODS;
import static dev.driftless.sim.store.ResourceTypes.STATEFUL_SETS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.driftless.sim.controllers.frame.PodState;
import dev.driftless.sim.controllers.frame.Read;
import dev.driftless.sim.store.Json;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;

class NodeLossTest {

  private final SimCluster cluster = new SimCluster();

  private void lose(String... nodes) {
    for (String node : nodes) {
      cluster.kubelets.lose(node);
    }
  }

  private void deployed(int replicas) {
    cluster.create(DEPLOYMENTS, SimCluster.workload("web", replicas));
    cluster.run(30);
  }

  private List<String> taints(String node) {
    return Read.at(cluster.get(NODES, node), "spec", "taints").valueStream()
        .map(taint -> Read.text(taint, "key") + ":" + Read.text(taint, "effect")).toList();
  }

  private ObjectNode on(String node) {
    return cluster.pods().stream().filter(pod -> PodState.node(pod).equals(node)).findFirst().orElseThrow();
  }

  private List<String> told(String reason) {
    return cluster.store.list(EVENTS, "").stream().filter(event -> Read.text(event, "reason").equals(reason))
        .map(event -> Read.text(event, "note")).toList();
  }

  @Test
  void a_kubelet_that_is_not_heard_of_for_fifty_seconds_leaves_its_node_unknown() {
    lose("node-1");
    cluster.run(49);
    assertThat(cluster.condition(NODES, "node-1", "Ready")).isEqualTo("True KubeletReady");
    assertThat(taints("node-1")).isEmpty();
    cluster.run(2);

    ObjectNode ready = PodState.condition(cluster.get(NODES, "node-1"), "Ready").orElseThrow();
    assertThat(ready).isEqualTo(SimCluster.json("""
        {type: Ready, status: Unknown, lastHeartbeatTime: "2026-03-01T12:00:00Z",
         lastTransitionTime: "2026-03-01T12:00:50Z", reason: NodeStatusUnknown,
         message: "Kubelet stopped posting node status."}
        """));
    assertThat(cluster.condition(NODES, "node-1", "MemoryPressure")).isEqualTo("Unknown NodeStatusUnknown");
    assertThat(taints("node-1")).containsExactly("node.kubernetes.io/unreachable:NoSchedule",
        "node.kubernetes.io/unreachable:NoExecute");
    assertThat(taints("node-2")).isEmpty();
    assertThat(told("NodeNotReady")).containsExactly("Node node-1 status is now: NodeNotReady");
  }

  @Test
  void its_pods_are_not_ready_and_run_on() {
    deployed(4);
    lose("node-1");
    cluster.run(51);

    ObjectNode pod = on("node-1");
    assertThat(PodState.phase(pod)).isEqualTo("Running");
    assertThat(PodState.ready(pod)).isFalse();
    assertThat(PodState.condition(pod, "ContainersReady").map(all -> Read.text(all, "status"))).contains("True");
    assertThat(Read.deleting(pod)).isFalse();
    assertThat(told("NodeNotReady")).contains("Node is not ready");
    assertThat(cluster.readyPods()).hasSize(3);
  }

  @Test
  void its_pods_are_deleted_five_minutes_later_and_replaced_elsewhere_but_do_not_end() {
    deployed(4);
    lose("node-1");
    cluster.run(349);
    assertThat(Read.deleting(on("node-1"))).isFalse();
    cluster.run(11);

    ObjectNode pod = on("node-1");
    assertThat(Read.deleting(pod)).isTrue();
    assertThat(PodState.phase(pod)).isEqualTo("Running");
    assertThat(cluster.condition(PODS, Read.name(pod).name(), "DisruptionTarget"))
        .isEqualTo("True DeletionByTaintManager");
    assertThat(cluster.pods()).hasSize(5);
    assertThat(cluster.readyPods()).hasSize(4).noneMatch(each -> PodState.node(each).equals("node-1"));
    assertThat(told("TaintManagerEviction")).containsExactly("Marking for deletion Pod " + Read.name(pod));

    cluster.run(3600);
    assertThat(cluster.pods()).hasSize(5);
  }

  /** Found by the simulation: what the kubelet had planned when it was lost was never done. */
  @Test
  void what_waited_for_its_image_when_the_node_was_lost_starts_once_both_are_back() {
    cluster.misfortunes.breakImages("bad", image -> image.equals("app:1"));
    deployed(4);
    lose("node-1");
    cluster.run(100);
    cluster.kubelets.recover("node-1");
    cluster.misfortunes.repair("bad");
    cluster.run(400);

    assertThat(cluster.readyPods()).hasSize(4);
    assertThat(cluster.pods()).hasSize(4);
  }

  @Test
  void they_end_when_the_kubelet_is_back() {
    deployed(4);
    lose("node-1");
    cluster.run(400);

    cluster.kubelets.recover("node-1");
    cluster.run(2);

    assertThat(cluster.pods()).hasSize(4);
    assertThat(cluster.readyPods()).hasSize(4);
    assertThat(cluster.condition(NODES, "node-1", "Ready")).isEqualTo("True KubeletReady");
    assertThat(cluster.get(NODES, "node-1").path("spec").has("taints")).isFalse();
  }

  @Test
  void a_kubelet_that_is_back_in_time_has_its_pods_ready_again_and_none_deleted() {
    deployed(4);
    String pod = Read.name(on("node-1")).name();
    lose("node-1");
    cluster.run(340);

    cluster.kubelets.recover("node-1");
    cluster.run(600);

    assertThat(cluster.podNames()).hasSize(4).contains(pod);
    assertThat(cluster.readyPods()).hasSize(4);
    assertThat(PodState.readySince(cluster.get(PODS, pod))).isEqualTo(
        Read.time(PodState.condition(cluster.get(NODES, "node-1"), "Ready").orElseThrow(), "lastTransitionTime"));
    assertThat(told("TaintManagerEviction")).containsExactly("Cancelling deletion of Pod shop/" + pod);
    assertThat(told("NodeReady")).containsExactly("Node node-1 status is now: NodeReady");
  }

  @Test
  void a_short_silence_is_nothing_even_if_another_follows() {
    deployed(4);
    lose("node-1");
    cluster.run(40);
    cluster.kubelets.recover("node-1");
    cluster.run(5);
    lose("node-1");
    cluster.run(45);

    assertThat(cluster.condition(NODES, "node-1", "Ready")).isEqualTo("True KubeletReady");
    assertThat(cluster.readyPods()).hasSize(4);
    cluster.run(6);
    assertThat(cluster.condition(NODES, "node-1", "Ready")).isEqualTo("Unknown NodeStatusUnknown");
  }

  @Test
  void a_stateful_set_gets_no_other_pod_of_that_number_until_the_first_is_gone() {
    cluster.create(STATEFUL_SETS, SimCluster.workload("db", 4));
    cluster.run(60);
    ObjectNode lost = on("node-1");
    lose("node-1");
    cluster.run(1000);
    assertThat(cluster.pods()).hasSize(4);
    assertThat(Read.uid(on("node-1"))).isEqualTo(Read.uid(lost));

    cluster.kubelets.recover("node-1");
    cluster.run(30);

    assertThat(cluster.readyPods()).hasSize(4);
    assertThat(Read.uid(cluster.get(PODS, Read.name(lost).name()))).isNotEqualTo(Read.uid(lost));
  }

  @Test
  void a_daemon_pod_stays_for_ever() {
    cluster.create(DAEMON_SETS, Json.without(SimCluster.workload("agent", 1), "spec", "replicas"));
    cluster.run(30);
    lose("node-1");
    cluster.run(3600);

    assertThat(Read.deleting(on("node-1"))).isFalse();
    JsonNode status = cluster.status(DAEMON_SETS, "agent");
    assertThat(Read.number(status, -1, "desiredNumberScheduled")).isEqualTo(3);
    assertThat(Read.number(status, -1, "numberMisscheduled")).isEqualTo(1);

    cluster.kubelets.recover("node-1");
    cluster.run(5);
    assertThat(Read.number(cluster.status(DAEMON_SETS, "agent"), -1, "numberReady")).isEqualTo(4);
  }

  @Test
  void a_pod_that_tolerates_it_for_less_is_deleted_earlier() {
    cluster.create(PODS, """
        {metadata: {name: p}, spec: {containers: [{name: app, image: "app:1"}],
         tolerations: [{key: node.kubernetes.io/unreachable, operator: Exists, effect: NoExecute,
                        tolerationSeconds: 30}]}}
        """);
    cluster.run(5);
    lose(PodState.node(cluster.get(PODS, "p")));
    cluster.run(79);
    assertThat(Read.deleting(cluster.get(PODS, "p"))).isFalse();
    cluster.run(2);

    assertThat(Read.deleting(cluster.get(PODS, "p"))).isTrue();
  }

  @Test
  void the_scheduler_leaves_it_alone() {
    lose("node-1");
    cluster.run(60);
    deployed(9);

    assertThat(cluster.readyPods()).hasSize(9).noneMatch(pod -> PodState.node(pod).equals("node-1"));
  }

  @Test
  void of_two_lost_nodes_of_a_zone_one_is_tainted_ten_seconds_after_the_other() {
    lose("node-1", "node-4");
    cluster.run(55);
    assertThat(taints("node-1")).contains("node.kubernetes.io/unreachable:NoExecute");
    assertThat(taints("node-4")).containsExactly("node.kubernetes.io/unreachable:NoSchedule");
    cluster.run(6);

    assertThat(taints("node-4")).contains("node.kubernetes.io/unreachable:NoExecute");
  }

  @Test
  void if_no_node_at_all_is_heard_of_nothing_is_deleted_until_one_is() {
    deployed(4);
    lose("node-1", "node-2", "node-3", "node-4");
    cluster.run(3600);
    assertThat(cluster.pods()).noneMatch(Read::deleting);
    assertThat(taints("node-1")).containsExactly("node.kubernetes.io/unreachable:NoSchedule");

    cluster.kubelets.recover("node-1");
    cluster.run(320);

    assertThat(cluster.pods().stream().filter(Read::deleting).map(PodState::node))
        .containsExactlyInAnyOrder("node-2", "node-3", "node-4");
  }

  @Test
  void nodes_that_do_well_cost_nothing() {
    cluster.run(10);
    long revision = cluster.store.revision();

    cluster.run(24 * 3600);

    assertThat(cluster.store.revision()).isEqualTo(revision);
    assertThat(cluster.timeline.step()).isFalse();
  }
}
