package dev.driftless.sim.controllers;

import static dev.driftless.sim.store.ResourceTypes.DEPLOYMENTS;
import static dev.driftless.sim.store.ResourceTypes.JOBS;
import static dev.driftless.sim.store.ResourceTypes.PODS;
import static dev.driftless.sim.store.ResourceTypes.POD_DISRUPTION_BUDGETS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.driftless.sim.api.ApiException;
import dev.driftless.sim.controllers.frame.Read;
import dev.driftless.sim.node.Behaviour;
import org.junit.jupiter.api.Test;

class DisruptionTest {

  private final SimCluster cluster = new SimCluster();

  private void budget(String spec) {
    cluster.create(POD_DISRUPTION_BUDGETS,
        "{metadata: {name: web}, spec: {selector: {matchLabels: {app: web}}, SPEC}}".replace("SPEC", spec));
    cluster.run(1);
  }

  private void deployed(int replicas) {
    cluster.create(DEPLOYMENTS, SimCluster.workload("web", replicas));
    cluster.run(30);
  }

  /** expected, desired, healthy, allowed. */
  private String counts() {
    var status = cluster.status(POD_DISRUPTION_BUDGETS, "web");
    return Read.number(status, -1, "expectedPods") + " " + Read.number(status, -1, "desiredHealthy") + " "
        + Read.number(status, -1, "currentHealthy") + " " + Read.number(status, -1, "disruptionsAllowed");
  }

  @Test
  void a_percentage_that_must_be_there_is_rounded_up() {
    deployed(3);
    budget("minAvailable: \"50%\"");

    assertThat(counts()).isEqualTo("3 2 3 1");
    assertThat(cluster.condition(POD_DISRUPTION_BUDGETS, "web", "DisruptionAllowed"))
        .isEqualTo("True SufficientPods");
  }

  @Test
  void a_percentage_that_may_be_missing_is_rounded_up_too() {
    deployed(3);
    budget("maxUnavailable: \"50%\"");

    assertThat(counts()).isEqualTo("3 1 3 2");
  }

  @Test
  void what_the_deployment_asks_for_counts_and_not_what_is_there() {
    deployed(4);
    budget("maxUnavailable: 1");
    cluster.misfortunes.breakPods("never", pod -> true, Behaviour.NEVER_READY);

    cluster.patch(DEPLOYMENTS, "web", "{spec: {replicas: 6}}");
    cluster.run(30);

    assertThat(counts()).isEqualTo("6 5 4 0");
    assertThat(cluster.condition(POD_DISRUPTION_BUDGETS, "web", "DisruptionAllowed"))
        .isEqualTo("False InsufficientPods");
  }

  @Test
  void an_eviction_is_counted_until_the_pod_has_been_replaced() throws ApiException {
    deployed(3);
    budget("minAvailable: 2");
    assertThat(counts()).isEqualTo("3 2 3 1");

    cluster.user.evict(Read.name(cluster.pods().getFirst()));
    ApiException refused = catchThrowableOfType(ApiException.class,
        () -> cluster.user.evict(Read.name(cluster.pods().getLast())));
    assertThat(refused.code()).isEqualTo(429);
    cluster.run(30);

    assertThat(counts()).isEqualTo("3 2 3 1");
    assertThat(cluster.status(POD_DISRUPTION_BUDGETS, "web").has("disruptedPods")).isFalse();
    assertThat(cluster.readyPods()).hasSize(3);
  }

  @Test
  void it_says_that_it_cannot_count_pods_of_something_without_a_scale() {
    cluster.create(JOBS, """
        {metadata: {name: sums}, spec: {template: {metadata: {labels: {app: web}},
         spec: {restartPolicy: Never, containers: [{name: app, image: "app:1"}]}}}}
        """);
    cluster.run(10);
    budget("maxUnavailable: 1");

    assertThat(cluster.condition(POD_DISRUPTION_BUDGETS, "web", "DisruptionAllowed")).isEqualTo("False SyncFailed");
    assertThat(cluster.list(PODS)).hasSize(1);
  }
}
