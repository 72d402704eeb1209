package dev.driftless.sim.controllers;

import static dev.driftless.sim.store.ResourceTypes.JOBS;
import static dev.driftless.sim.store.ResourceTypes.PODS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.driftless.sim.controllers.frame.PodState;
import dev.driftless.sim.controllers.frame.Read;
import org.junit.jupiter.api.Test;

import java.util.Collections;
import java.util.List;

class JobTest {

  private final SimCluster cluster = new SimCluster();

  private void created(String counts, String annotation) {
    cluster.create(JOBS, """
        {metadata: {name: sums}, spec: {COUNTS, template: {metadata: {annotations: {ANNOTATION}},
         spec: {restartPolicy: Never, containers: [{name: app, image: "app:1"}]}}}}
        """.replace("COUNTS", counts).replace("ANNOTATION", annotation));
  }

  private int told(String field) {
    return Read.number(cluster.status(JOBS, "sums"), 0, field);
  }

  @Test
  void it_is_complete_when_enough_pods_have_succeeded() {
    created("completions: 3, parallelism: 2", "\"e2e.driftless.dev/complete\": \"yes\"".replace("yes", "true"));
    List<Integer> active = cluster.during(60, () -> (int) cluster.pods().stream().filter(PodState::active).count());

    assertThat(Collections.max(active)).isEqualTo(2);
    assertThat(told("succeeded")).isEqualTo(3);
    assertThat(cluster.condition(JOBS, "sums", "Complete")).isEqualTo("True CompletionsReached");
    assertThat(cluster.status(JOBS, "sums").has("completionTime")).isTrue();
    assertThat(cluster.pods()).hasSize(3).noneMatch(pod -> pod.path("metadata").has("finalizers"));
  }

  @Test
  void one_that_does_not_end_goes_on() {
    created("completions: 1", "a: b");
    cluster.run(3600);

    assertThat(told("active")).isEqualTo(1);
    assertThat(told("ready")).isEqualTo(1);
    assertThat(cluster.status(JOBS, "sums").has("conditions")).isFalse();
  }

  @Test
  void it_fails_after_as_many_failures_as_allowed_with_growing_pauses() {
    created("backoffLimit: 2", "\"e2e.driftless.dev/stage\": crash-loop");
    cluster.run(25);
    assertThat(told("failed")).isEqualTo(2);
    assertThat(cluster.condition(JOBS, "sums", "Failed")).isEqualTo("none");
    cluster.run(30);

    assertThat(told("failed")).isEqualTo(3);
    assertThat(cluster.condition(JOBS, "sums", "Failed")).isEqualTo("True BackoffLimitExceeded");
    assertThat(cluster.pods()).hasSize(3).allMatch(pod -> PodState.phase(pod).equals("Failed"));
  }

  @Test
  void its_pods_go_with_it_and_their_finalizers_hold_nobody() {
    created("completions: 1", "a: b");
    cluster.run(10);

    cluster.delete(JOBS, "sums");
    cluster.run(60);

    assertThat(cluster.list(JOBS)).isEmpty();
    assertThat(cluster.list(PODS)).isEmpty();
  }
}
