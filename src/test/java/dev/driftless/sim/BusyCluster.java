package dev.driftless.sim;

import dev.driftless.sim.api.ApiException;
import dev.driftless.sim.api.Client;
import dev.driftless.sim.mesh.MeshRelease;
import dev.driftless.sim.store.ObjectName;
import dev.driftless.sim.store.ResourceType;
import dev.driftless.sim.store.ResourceTypes;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;

/** A cluster with everything in it, and a mesh that is upgraded to a proxy that cannot be pulled. */
final class BusyCluster {

  private static final ObjectMapper YAML = new YAMLMapper();
  private static final String NAMESPACE = "shop";
  private static final String RESTART =
      "{spec: {template: {metadata: {annotations: {kubectl.kubernetes.io/restartedAt: now}}}}}";

  private final SimulatedCluster cluster;
  private final Client admin;
  private final StringBuilder history = new StringBuilder();

  private BusyCluster(long seed) {
    cluster = new SimulatedCluster(Instant.parse("2026-03-01T12:00:00Z"), seed);
    admin = cluster.client("admin");
    cluster.store().subscribe(event -> history.append(cluster.timeline().now()).append(' ').append(event.type())
        .append(' ').append(event.resource()).append(' ').append(event.object()).append('\n'));
  }

  /** Everything that is ever written, in order and with its times. */
  static String history(long seed) throws ApiException {
    BusyCluster busy = new BusyCluster(seed);
    busy.play();
    return busy.history.toString();
  }

  private void play() throws ApiException {
    cluster.join(4);
    cluster.mesh().installer().install(MeshRelease.of("1.31.2"));
    run(20);
    admin.create(ResourceTypes.NAMESPACES, "", read("""
        {metadata: {name: shop, labels: {istio-injection: enabled, team: a, tier: b}}}"""));
    for (int i = 0; i < 4; i++) {
      workload(ResourceTypes.DEPLOYMENTS, "web-" + i, "replicas: 3");
      workload(ResourceTypes.STATEFUL_SETS, "db-" + i, "replicas: 2, serviceName: db");
    }
    workload(ResourceTypes.DAEMON_SETS, "agent", "minReadySeconds: 1");
    admin.create(ResourceTypes.SERVICES, NAMESPACE, read("""
        {metadata: {name: web}, spec: {selector: {app: web-1}, ports: [{port: 80}]}}"""));
    admin.create(ResourceTypes.JOBS, NAMESPACE, read("""
        {metadata: {name: sums}, spec: {completions: 4, parallelism: 2, template: {
         metadata: {annotations: {e2e.driftless.dev/stage: crash-loop}},
         spec: {restartPolicy: OnFailure, containers: [{name: app, image: "app:1"}]}}}}"""));
    admin.create(ResourceTypes.HORIZONTAL_POD_AUTOSCALERS, NAMESPACE, read("""
        {metadata: {name: web}, spec: {minReplicas: 4, maxReplicas: 8,
         scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web-0}}}"""));
    run(60);
    cluster.misfortunes().breakImages("new", image -> image.endsWith("/proxyv2:1.32.0"));
    cluster.mesh().installer().install(MeshRelease.of("1.32.0"));
    run(10);
    patch(ResourceTypes.DEPLOYMENTS, "web-1", RESTART);
    patch(ResourceTypes.STATEFUL_SETS, "db-1", RESTART);
    patch(ResourceTypes.DAEMON_SETS, "agent", RESTART);
    patch(ResourceTypes.DEPLOYMENTS, "web-2", "{spec: {replicas: 1}}");
    admin.delete(ResourceTypes.DEPLOYMENTS, new ObjectName(NAMESPACE, "web-3"));
    cluster.kubelets().lose("node-2");
    run(80);
    cluster.kubelets().recover("node-2");
    run(40);
  }

  private void workload(ResourceType type, String name, String spec) throws ApiException {
    admin.create(type, NAMESPACE, read("""
        {metadata: {name: NAME}, spec: {SPEC, selector: {matchLabels: {app: NAME}}, template: {
         metadata: {labels: {app: NAME, version: v1}}, spec: {containers: [{name: app, image: "app:1"}]}}}}"""
        .replace("NAME", name).replace("SPEC", spec)));
  }

  private void patch(ResourceType type, String name, String patch) throws ApiException {
    admin.patch(type, new ObjectName(NAMESPACE, name), "", read(patch));
  }

  private void run(int seconds) {
    cluster.timeline().run(Duration.ofSeconds(seconds));
  }

  private static ObjectNode read(String yaml) {
    return (ObjectNode) YAML.readTree(yaml);
  }

  /** Prints the history of a seed. */
  public static void main(String[] seed) throws ApiException, IOException {
    System.out.write(history(Long.parseLong(seed[0])).getBytes(StandardCharsets.UTF_8));
    System.out.flush();
  }
}
