package dev.driftless.bench;

import dev.driftless.sim.SimulatedCluster;
import dev.driftless.sim.api.ApiException;
import dev.driftless.sim.api.Client;
import dev.driftless.sim.store.ResourceTypes;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.time.Duration;
import java.time.Instant;

/** Simulated clusters with Deployments whose pods are ready. */
final class Workloads {

  static final String NAMESPACE = "default";

  private static final String DEPLOYMENT = """
      {"metadata": {"name": "NAME"}, "spec": {"replicas": COUNT, "selector": {"matchLabels": {"app": "NAME"}},
       "template": {"metadata": {"labels": {"app": "NAME"}}, "spec": {
        "initContainers": [{"name": "istio-init", "image": "proxyv2:1.30.3"},
          {"name": "istio-proxy", "image": "proxyv2:1.30.3", "restartPolicy": "Always"}],
        "containers": [{"name": "app", "image": "app:1"}]}}}}
      """;

  private Workloads() {}

  /** With 96 nodes, and without workloads. */
  static SimulatedCluster cluster() throws ApiException {
    SimulatedCluster cluster = new SimulatedCluster(Instant.parse("2026-03-01T12:00:00Z"), 7);
    cluster.join(96);
    return cluster;
  }

  /** Creates Deployments {@code web-0}, {@code web-1}, … and lets time go on until all their pods are ready. */
  static void deploy(SimulatedCluster cluster, int deployments, int replicas) throws ApiException {
    Client client = cluster.client("benchmark");
    for (int i = 0; i < deployments; i++) {
      client.create(ResourceTypes.DEPLOYMENTS, NAMESPACE, deployment("web-" + i, replicas));
    }
    while (ready(cluster) < (long) deployments * replicas) {
      cluster.timeline().run(Duration.ofSeconds(1));
    }
  }

  private static ObjectNode deployment(String name, int replicas) {
    return (ObjectNode) JsonMapper.shared().readTree(
        DEPLOYMENT.replace("NAME", name).replace("COUNT", Integer.toString(replicas)));
  }

  private static long ready(SimulatedCluster cluster) {
    return cluster.store().list(ResourceTypes.DEPLOYMENTS, NAMESPACE).stream()
        .map(deployment -> deployment.path("status").path("readyReplicas")).mapToLong(count -> count.asInt(0)).sum();
  }

  static JsonNode firstPod(SimulatedCluster cluster) {
    return cluster.store().list(ResourceTypes.PODS, NAMESPACE).iterator().next();
  }
}
