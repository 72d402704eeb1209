package dev.driftless.sim.controllers;

import static dev.driftless.sim.store.ResourceTypes.DAEMON_SETS;
import static dev.driftless.sim.store.ResourceTypes.DEPLOYMENTS;
import static dev.driftless.sim.store.ResourceTypes.JOBS;
import static dev.driftless.sim.store.ResourceTypes.SERVICES;
import static dev.driftless.sim.store.ResourceTypes.STATEFUL_SETS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.driftless.sim.store.Json;
import org.junit.jupiter.api.Test;

class SameSeedTest {

  /** Everything that is ever written in a busy cluster, in order and with its times. */
  private static String history(long seed) {
    SimCluster cluster = new SimCluster(seed);
    StringBuilder history = new StringBuilder();
    cluster.store.subscribe(event -> history.append(cluster.timeline.now()).append(' ').append(event.type()).append(' ')
        .append(event.resource()).append(' ').append(event.object()).append('\n'));
    for (int i = 0; i < 5; i++) {
      cluster.create(DEPLOYMENTS, SimCluster.workload("web-" + i, 4));
      cluster.create(STATEFUL_SETS, SimCluster.workload("db-" + i, 3));
    }
    cluster.create(DAEMON_SETS, Json.without(SimCluster.workload("agent", 1), "spec", "replicas"));
    cluster.create(SERVICES, "{metadata: {name: web}, spec: {selector: {app: web-1}, ports: [{port: 80}]}}");
    cluster.create(JOBS, """
        {metadata: {name: sums}, spec: {completions: 4, parallelism: 2, template: {
         metadata: {annotations: {e2e.driftless.dev/stage: crash-loop}},
         spec: {restartPolicy: OnFailure, containers: [{name: app, image: "app:1"}]}}}}
        """);
    cluster.run(60);
    cluster.restart(DEPLOYMENTS, "web-1");
    cluster.restart(STATEFUL_SETS, "db-1");
    cluster.restart(DAEMON_SETS, "agent");
    cluster.patch(DEPLOYMENTS, "web-2", "{spec: {replicas: 2}}");
    cluster.delete(DEPLOYMENTS, "web-3");
    cluster.run(120);
    return history.toString();
  }

  @Test
  void the_same_seed_gives_the_same_history() {
    String history = history(42);

    assertThat(history.lines().count()).isGreaterThan(500);
    assertThat(history(42)).isEqualTo(history);
  }

  @Test
  void another_seed_gives_another_history() {
    assertThat(history(42)).isNotEqualTo(history(43));
  }
}
