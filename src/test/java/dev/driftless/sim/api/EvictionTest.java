package dev.driftless.sim.api;

import static dev.driftless.sim.api.Cluster.json;
import static dev.driftless.sim.api.Cluster.named;
import static dev.driftless.sim.api.Cluster.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.driftless.sim.store.ResourceTypes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class EvictionTest {

  private final Cluster cluster = new Cluster();

  @BeforeEach
  void a_running_pod() throws ApiException {
    cluster.runningPod("a");
  }

  private void budget(String spec, String status) throws ApiException {
    cluster.create(ResourceTypes.POD_DISRUPTION_BUDGETS, json(
        "{'metadata': {'name': 'pdb'}, 'spec': {'selector': {'matchLabels': {'app': 'web'}}, " + spec + "}}"));
    cluster.client.patch(ResourceTypes.POD_DISRUPTION_BUDGETS, named("pdb"), "status",
        json("{'status': {'observedGeneration': 1, " + status + "}}"));
  }

  private boolean going() throws ApiException {
    return Metadata.deleting(cluster.get(ResourceTypes.PODS, "a"));
  }

  @Test
  void without_a_budget_it_is_a_deletion() throws ApiException {
    cluster.client.evict(named("a"));

    assertThat(going()).isTrue();
  }

  @Test
  void an_exhausted_budget_refuses() throws ApiException {
    budget("'minAvailable': 2", "'disruptionsAllowed': 0, 'desiredHealthy': 2, 'currentHealthy': 2");

    ApiException refusal = refusal(() -> cluster.client.evict(named("a")));

    assertThat(refusal.code()).isEqualTo(429);
    assertThat(refusal.reason()).isEqualTo("TooManyRequests");
    assertThat(refusal).hasMessage("Cannot evict pod as it would violate the pod's disruption budget.");
    assertThat(refusal.details()).isEqualTo(json("{'causes': [{'reason': 'DisruptionBudget',"
        + " 'message': 'The disruption budget pdb needs 2 healthy pods and has 2 currently'}]}"));
    assertThat(going()).isFalse();
  }

  @Test
  void a_budget_is_spent() throws ApiException {
    budget("'minAvailable': 1", "'disruptionsAllowed': 1, 'desiredHealthy': 1, 'currentHealthy': 2,"
        + " 'conditions': [{'type': 'DisruptionAllowed', 'status': 'True'}]");

    cluster.client.evict(named("a"));

    JsonNode status = cluster.get(ResourceTypes.POD_DISRUPTION_BUDGETS, "pdb").path("status");
    assertThat(status.path("disruptionsAllowed").asInt()).isZero();
    assertThat(status.path("disruptedPods")).isEqualTo(json("{'a': '2026-03-01T12:00:00Z'}"));
    assertThat(status.path("conditions").get(0).path("status").asString()).isEqualTo("False");
    assertThat(going()).isTrue();
  }

  @Test
  void a_budget_that_nobody_has_looked_at_refuses_for_a_while() throws ApiException {
    budget("'minAvailable': 1", "'disruptionsAllowed': 1");
    cluster.client.patch(ResourceTypes.POD_DISRUPTION_BUDGETS, named("pdb"), "", json("{'spec': {'minAvailable': 0}}"));

    ApiException refusal = refusal(() -> cluster.client.evict(named("a")));

    assertThat(refusal.code()).isEqualTo(429);
    assertThat(refusal.details().path("retryAfterSeconds").asInt()).isEqualTo(10);
  }

  @Test
  void a_pod_that_is_not_ready_may_go_if_enough_others_are_healthy() throws ApiException {
    budget("'minAvailable': 1", "'disruptionsAllowed': 0, 'desiredHealthy': 1, 'currentHealthy': 1");
    notReady();

    cluster.client.evict(named("a"));

    assertThat(going()).isTrue();
  }

  @Test
  void a_pod_that_is_not_ready_stays_if_too_few_are_healthy() throws ApiException {
    budget("'minAvailable': 2", "'disruptionsAllowed': 0, 'desiredHealthy': 2, 'currentHealthy': 1");
    notReady();

    assertThat(refusal(() -> cluster.client.evict(named("a"))).code()).isEqualTo(429);
  }

  @Test
  void always_allow_lets_a_pod_go_that_is_not_ready() throws ApiException {
    budget("'minAvailable': 2, 'unhealthyPodEvictionPolicy': 'AlwaysAllow'",
        "'disruptionsAllowed': 0, 'desiredHealthy': 2, 'currentHealthy': 1");
    notReady();

    cluster.client.evict(named("a"));

    assertThat(going()).isTrue();
  }

  @Test
  void a_pending_pod_is_not_protected() throws ApiException {
    budget("'minAvailable': 2", "'disruptionsAllowed': 0, 'desiredHealthy': 2, 'currentHealthy': 2");
    cluster.create(ResourceTypes.PODS, Cluster.pod("pending"));

    cluster.client.evict(named("pending"));

    assertThat(cluster.store.get(ResourceTypes.PODS, named("pending"))).isEmpty();
  }

  private void notReady() throws ApiException {
    cluster.client.patch(ResourceTypes.PODS, named("a"), "status",
        json("{'status': {'conditions': [{'type': 'Ready', 'status': 'False'}]}}"));
  }
}
