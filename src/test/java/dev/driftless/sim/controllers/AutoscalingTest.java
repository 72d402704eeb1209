package dev.driftless.sim.controllers;

import static dev.driftless.sim.store.ResourceTypes.DEPLOYMENTS;
import static dev.driftless.sim.store.ResourceTypes.EVENTS;
import static dev.driftless.sim.store.ResourceTypes.HORIZONTAL_POD_AUTOSCALERS;
import static dev.driftless.sim.store.ResourceTypes.STATEFUL_SETS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.driftless.sim.controllers.frame.PodState;
import dev.driftless.sim.controllers.frame.Read;
import dev.driftless.sim.node.Behaviour;
import dev.driftless.sim.store.Json;
import dev.driftless.sim.store.ObjectName;
import dev.driftless.sim.store.ResourceType;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;

class AutoscalingTest {

  private static final ObjectName WEB = new ObjectName("shop", "web");

  private final SimCluster cluster = new SimCluster();

  private static ObjectNode workload(int replicas) {
    JsonNode containers = SimCluster.json("""
        {all: [{name: app, image: "app:1", resources: {requests: {cpu: "200m"}}}]}
        """).path("all");
    return Json.with(SimCluster.workload("web", replicas), containers, "spec", "template", "spec", "containers");
  }

  private void autoscaled(ResourceType type, int replicas, String bounds) {
    cluster.create(type, workload(replicas));
    cluster.run(60);
    autoscaler(type, bounds);
  }

  private void autoscaler(ResourceType type, String bounds) {
    cluster.create(HORIZONTAL_POD_AUTOSCALERS, """
        {metadata: {name: web}, spec: {BOUNDS, scaleTargetRef: {apiVersion: "apps/v1", kind: KIND, name: web},
         metrics: [{type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 50}}}]}}
        """.replace("BOUNDS", bounds).replace("KIND", type.kind()));
  }

  private int replicas() {
    return Read.number(cluster.get(DEPLOYMENTS, "web"), -1, "spec", "replicas");
  }

  private ObjectNode status() {
    return (ObjectNode) cluster.status(HORIZONTAL_POD_AUTOSCALERS, "web");
  }

  private String condition(String type) {
    return cluster.condition(HORIZONTAL_POD_AUTOSCALERS, "web", type);
  }

  private String message(String type) {
    return Read.text(PodState.condition(cluster.get(HORIZONTAL_POD_AUTOSCALERS, "web"), type).orElseThrow(),
        "message");
  }

  private List<String> told() {
    return cluster.list(EVENTS).stream()
        .filter(event -> Read.text(event, "reportingController").equals("horizontal-pod-autoscaler"))
        .map(event -> Read.text(event, "reason") + ": " + Read.text(event, "note")).toList();
  }

  @Test
  void twice_the_wanted_utilization_doubles_the_replicas_at_the_first_look_and_not_before() {
    autoscaled(DEPLOYMENTS, 3, "maxReplicas: 10");
    cluster.loads.set(DEPLOYMENTS, WEB, 100);

    cluster.run(14);
    assertThat(replicas()).isEqualTo(3);
    assertThat(status()).isEqualTo(SimCluster.json("{desiredReplicas: 0, currentMetrics: null}"));
    cluster.run(1);

    assertThat(replicas()).isEqualTo(6);
    String now = cluster.timeline.now().toString();
    assertThat(Json.without(status(), "conditions")).isEqualTo(SimCluster.json("""
        {currentReplicas: 3, desiredReplicas: 6, lastScaleTime: "NOW", currentMetrics: [{type: Resource,
         resource: {name: cpu, current: {averageUtilization: 100, averageValue: "200m"}}}]}
        """.replace("NOW", now)));
    assertThat(condition("AbleToScale")).isEqualTo("True SucceededRescale");
    assertThat(condition("ScalingActive")).isEqualTo("True ValidMetricFound");
    assertThat(condition("ScalingLimited")).isEqualTo("False DesiredWithinRange");
    assertThat(told()).containsExactly("SuccessfulRescale: New size: 6; reason: cpu resource utilization (percentage"
        + " of request) above target");
  }

  @Test
  void a_stateful_set_is_scaled_too() {
    autoscaled(STATEFUL_SETS, 2, "maxReplicas: 10");
    cluster.loads.share(STATEFUL_SETS, WEB, 150);

    cluster.run(60);

    assertThat(Read.number(cluster.get(STATEFUL_SETS, "web"), -1, "spec", "replicas")).isEqualTo(3);
    assertThat(cluster.readyPods()).hasSize(3);
  }

  @Test
  void a_tenth_more_or_less_changes_nothing() {
    autoscaled(DEPLOYMENTS, 10, "maxReplicas: 20");
    cluster.loads.set(DEPLOYMENTS, WEB, 55);
    cluster.run(60);
    assertThat(replicas()).isEqualTo(10);
    assertThat(condition("AbleToScale")).isEqualTo("True ReadyForNewScale");

    cluster.loads.set(DEPLOYMENTS, WEB, 45);
    cluster.run(600);
    assertThat(replicas()).isEqualTo(10);

    cluster.loads.set(DEPLOYMENTS, WEB, 56);
    cluster.run(15);
    assertThat(replicas()).isEqualTo(12);
  }

  @Test
  void it_grows_by_four_or_by_as_many_as_there_are() {
    autoscaled(DEPLOYMENTS, 1, "maxReplicas: 100");
    cluster.loads.set(DEPLOYMENTS, WEB, 1000);

    cluster.run(15);
    assertThat(replicas()).isEqualTo(4);
    assertThat(condition("ScalingLimited")).isEqualTo("True ScaleUpLimit");
    cluster.run(15);
    assertThat(replicas()).isEqualTo(8);
  }

  @Test
  void it_grows_to_its_maximum_and_no_further() {
    autoscaled(DEPLOYMENTS, 3, "maxReplicas: 5");
    cluster.loads.set(DEPLOYMENTS, WEB, 200);

    cluster.run(120);

    assertThat(replicas()).isEqualTo(5);
    assertThat(condition("ScalingLimited")).isEqualTo("True TooManyReplicas");
    assertThat(condition("AbleToScale")).isEqualTo("True ReadyForNewScale");
  }

  @Test
  void it_shrinks_when_nothing_higher_was_recommended_for_five_minutes() {
    autoscaled(DEPLOYMENTS, 8, "minReplicas: 3, maxReplicas: 10");
    cluster.loads.set(DEPLOYMENTS, WEB, 50);
    cluster.run(60);
    cluster.loads.set(DEPLOYMENTS, WEB, 10);

    cluster.run(300);
    assertThat(replicas()).isEqualTo(8);
    assertThat(condition("AbleToScale")).isEqualTo("True ScaleDownStabilized");
    cluster.run(15);

    assertThat(replicas()).isEqualTo(3);
    assertThat(condition("ScalingLimited")).isEqualTo("True TooFewReplicas");
    assertThat(told()).containsExactly("SuccessfulRescale: New size: 3; reason: All metrics below target");
  }

  @Test
  void a_load_that_is_shared_ends_with_as_many_pods_as_carry_it() {
    autoscaled(DEPLOYMENTS, 2, "maxReplicas: 20");
    cluster.loads.share(DEPLOYMENTS, WEB, 400);

    cluster.run(300);

    assertThat(replicas()).isEqualTo(8);
  }

  @Test
  void without_a_load_nothing_can_be_measured_and_nothing_is_scaled() {
    autoscaled(DEPLOYMENTS, 3, "maxReplicas: 10");

    cluster.run(60);

    assertThat(replicas()).isEqualTo(3);
    assertThat(condition("AbleToScale")).isEqualTo("True SucceededGetScale");
    assertThat(condition("ScalingActive")).isEqualTo("False FailedGetResourceMetric");
    assertThat(message("ScalingActive")).isEqualTo("the HPA was unable to compute the replica count: failed to get cpu"
        + " utilization: unable to get metrics for resource cpu: no metrics returned from resource metrics API");
    assertThat(Json.without(status(), "conditions"))
        .isEqualTo(SimCluster.json("{currentReplicas: 3, desiredReplicas: 0, currentMetrics: [{type: \"\"}]}"));
    assertThat(told()).contains("FailedComputeMetricsReplicas: invalid metrics (1 invalid out of 1), first error is:"
        + " failed to get cpu resource metric value: failed to get cpu utilization: unable to get metrics for resource"
        + " cpu: no metrics returned from resource metrics API");
  }

  @Test
  void a_load_that_is_forgotten_cannot_be_measured_any_more() {
    autoscaled(DEPLOYMENTS, 3, "maxReplicas: 10");
    cluster.loads.set(DEPLOYMENTS, WEB, 50);
    cluster.run(30);
    assertThat(condition("ScalingActive")).isEqualTo("True ValidMetricFound");

    cluster.loads.forget(DEPLOYMENTS, WEB);
    cluster.run(15);

    assertThat(condition("ScalingActive")).isEqualTo("False FailedGetResourceMetric");
  }

  @Test
  void a_container_that_requests_nothing_cannot_be_measured() {
    autoscaled(DEPLOYMENTS, 1, "maxReplicas: 10");
    cluster.loads.set(DEPLOYMENTS, WEB, 100);
    cluster.patch(DEPLOYMENTS, "web", """
        {spec: {template: {spec: {containers: [{name: app, image: "app:1", resources: {requests: {cpu: "200m"}}},
         {name: proxy, image: "proxy:1"}]}}}}
        """);
    cluster.run(30);

    assertThat(condition("ScalingActive")).isEqualTo("False FailedGetResourceMetric");
    assertThat(message("ScalingActive")).startsWith("the HPA was unable to compute the replica count: failed to get"
        + " cpu utilization: missing request for cpu in container proxy of Pod web-");
  }

  @Test
  void a_target_without_replicas_stays_without() {
    autoscaled(DEPLOYMENTS, 0, "minReplicas: 2, maxReplicas: 10");
    cluster.loads.set(DEPLOYMENTS, WEB, 100);

    cluster.run(60);

    assertThat(replicas()).isZero();
    assertThat(condition("ScalingActive")).isEqualTo("False ScalingDisabled");
  }

  @Test
  void bounds_hold_whatever_is_measured() {
    autoscaled(DEPLOYMENTS, 1, "minReplicas: 2, maxReplicas: 4");
    cluster.run(15);
    assertThat(replicas()).isEqualTo(2);

    cluster.patch(DEPLOYMENTS, "web", "{spec: {replicas: 9}}");
    cluster.run(15);

    assertThat(replicas()).isEqualTo(4);
    assertThat(told()).containsExactly(
        "SuccessfulRescale: New size: 2; reason: Current number of replicas below Spec.MinReplicas",
        "SuccessfulRescale: New size: 4; reason: Current number of replicas above Spec.MaxReplicas");
  }

  @Test
  void a_target_that_is_not_there_has_no_scale() {
    cluster.create(HORIZONTAL_POD_AUTOSCALERS, """
        {metadata: {name: web}, spec: {maxReplicas: 2,
         scaleTargetRef: {apiVersion: "apps/v1", kind: Deployment, name: web}}}
        """);
    cluster.run(20);

    assertThat(condition("AbleToScale")).isEqualTo("False FailedGetScale");
    assertThat(message("AbleToScale")).isEqualTo("the HPA controller was unable to get the target's current scale:"
        + " deployments.apps \"web\" not found");
  }

  @Test
  void pods_that_start_are_taken_for_idle_when_more_are_wanted() {
    autoscaled(DEPLOYMENTS, 4, "maxReplicas: 20");
    cluster.misfortunes.breakPods("never", pod -> true, Behaviour.NEVER_READY);
    cluster.patch(DEPLOYMENTS, "web", "{spec: {replicas: 8}}");
    cluster.loads.set(DEPLOYMENTS, WEB, 105);

    cluster.run(15);

    assertThat(cluster.readyPods()).hasSize(4);
    assertThat(replicas()).isEqualTo(8);
    assertThat(condition("ScalingActive")).isEqualTo("True ValidMetricFound");
  }

  @Test
  void a_pod_does_not_count_before_it_was_ready_for_a_whole_sample() {
    autoscaler(DEPLOYMENTS, "maxReplicas: 10");
    cluster.run(10);
    cluster.create(DEPLOYMENTS, workload(2));
    cluster.loads.set(DEPLOYMENTS, WEB, 100);

    cluster.run(5);
    assertThat(cluster.readyPods()).hasSize(2);
    assertThat(message("ScalingActive")).isEqualTo("the HPA was unable to compute the replica count: failed to get cpu"
        + " utilization: did not receive metrics for targeted pods (pods might be unready)");
    cluster.run(15);

    assertThat(replicas()).isEqualTo(4);
  }

  @Test
  void pods_that_are_out_of_reach_are_taken_for_busy_when_fewer_are_wanted() {
    cluster.create(DEPLOYMENTS, Json.with(workload(4), SimCluster.json("""
        {all: [{key: node.kubernetes.io/unreachable, operator: Exists, effect: NoExecute}]}
        """).path("all"), "spec", "template", "spec", "tolerations"));
    cluster.run(60);
    autoscaler(DEPLOYMENTS, "maxReplicas: 20");
    cluster.loads.set(DEPLOYMENTS, WEB, 35);
    cluster.kubelets.lose("node-1");
    cluster.run(1000);
    assertThat(replicas()).isEqualTo(4);
    assertThat(cluster.readyPods()).hasSize(3);

    cluster.kubelets.recover("node-1");
    cluster.run(330);

    assertThat(replicas()).isEqualTo(3);
  }
}
