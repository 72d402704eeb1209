package dev.driftless.sim.controllers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftless.sim.controllers.frame.Read;
import dev.driftless.sim.store.ResourceTypes;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

import java.lang.management.ManagementFactory;
import java.time.Duration;

/**
 * How long it takes until 10,000 pods of 200 Deployments are ready, and how much memory each of them costs with all
 * that comes with it: {@code mvn -o test -Dtest=PodScaleBenchmark}.
 */
class PodScaleBenchmark {

  private static final int DEPLOYMENTS = 200;
  private static final int PODS = 10_000;

  @Test
  void ten_thousand_pods() {
    measure();
    measure();
  }

  private static void measure() {
    SimCluster cluster = new SimCluster(7);
    for (int i = 0; i < 96; i++) {
      cluster.join("64", "256Gi", 250);
    }
    long heap = heap();
    long start = cpu();
    for (int i = 0; i < DEPLOYMENTS; i++) {
      cluster.create(ResourceTypes.DEPLOYMENTS, deployment("web-" + i));
    }
    while (cluster.readyPods().size() < PODS) {
      cluster.run(1);
    }
    long millis = (cpu() - start) / 1_000_000;
    assertThat(cluster.readyPods()).hasSize(PODS);
    System.out.printf("%d pods ready after %d ms of processor time, %s of virtual time, %.1f KB of heap each%n", PODS,
        millis, Duration.between(SimCluster.START, cluster.timeline.now()), (heap() - heap) / 1024.0 / PODS);
    assertThat(cluster.list(ResourceTypes.DEPLOYMENTS)).hasSize(DEPLOYMENTS);
  }

  private static ObjectNode deployment(String name) {
    ObjectNode deployment = SimCluster.workload(name, PODS / DEPLOYMENTS);
    ObjectNode spec = (ObjectNode) Read.at(deployment, "spec", "template", "spec");
    spec.set("initContainers", SimCluster.json("""
        {list: [{name: istio-init, image: "proxyv2:1.30.3"},
                {name: istio-proxy, image: "proxyv2:1.30.3", restartPolicy: Always}]}
        """).get("list"));
    return deployment;
  }

  private static long cpu() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private static long heap() {
    for (int i = 0; i < 4; i++) {
      System.gc();
    }
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
