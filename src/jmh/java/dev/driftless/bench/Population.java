package dev.driftless.bench;

import dev.driftless.core.model.Resource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The cluster of the design's figures as an API server tells it: 100,000 pods of 3,000 Deployments with ten ReplicaSets
 * each, nine of them empty. {@code -Dbench.pods=} makes it fewer pods, to try things out. All pods have the proxy that
 * Istio 1.30.3 gives them.
 */
public final class Population {

  public static final int NAMESPACES = 60;
  public static final int WORKLOADS = 3_000;
  public static final int REPLICA_SETS = 10;
  public static final int PODS = Integer.getInteger("bench.pods", 100_000);

  private static final String READY = "\"type\":\"Ready\",\"status\":\"True\"";
  private static final String HASH = "74c5b6d48f";
  private static final String TEMPLATE = """
      {"metadata":{"labels":{"app":"@app","version":"v2"},"annotations":{"sidecar.istio.io/proxyCPU":"200m"}},"spec":{
      "containers":[{"name":"@app","image":"registry.example.com/shop/@app:2.0.0","ports":[{"name":"http",
      "containerPort":8080,"protocol":"TCP"}],"resources":{"requests":{"cpu":"50m","memory":"64Mi"}},"env":[
      {"name":"DATABASE","value":"postgres.@space.svc.cluster.local:5432"},{"name":"LOG_LEVEL","value":"info"}],
      "readinessProbe":{"httpGet":{"path":"/ready","port":8080,"scheme":"HTTP"},"periodSeconds":10},
      "imagePullPolicy":"IfNotPresent","terminationMessagePath":"/dev/termination-log"}],"restartPolicy":"Always",
      "dnsPolicy":"ClusterFirst","schedulerName":"default-scheduler","securityContext":{},
      "terminationGracePeriodSeconds":30,"serviceAccountName":"@app"}}""".replace("\n", "");

  private final String pod = podOfFixture();

  /** Every object of that resource; of what does not matter here there is none. */
  public Stream<String> of(Resource resource) {
    return of(resource, 0, Integer.MAX_VALUE);
  }

  /** The same from that one on, and before that one. */
  Stream<String> of(Resource resource, int from, int end) {
    return switch (resource) {
      case PODS -> IntStream.range(from, Math.min(end, PODS)).mapToObj(i -> pod(i, 1_000_000 + i, true));
      case DEPLOYMENTS -> IntStream.range(from, Math.min(end, WORKLOADS)).mapToObj(this::deployment);
      case REPLICA_SETS -> IntStream.range(from, Math.min(end, WORKLOADS * REPLICA_SETS))
          .mapToObj(i -> replicaSet(i / REPLICA_SETS, i % REPLICA_SETS));
      case NAMESPACES -> IntStream.range(from, Math.min(end, NAMESPACES)).mapToObj(this::namespace);
      case WEBHOOK_CONFIGURATIONS -> fixtures("mwc-default").skip(from);
      case MESH_CONFIG_MAPS -> fixtures("configmap-injector-default", "configmap-mesh").skip(from);
      case CONTROL_PLANES -> fixtures("istiod-deployment-default").skip(from);
      case STATEFUL_SETS, DAEMON_SETS, REPLICATION_CONTROLLERS, POD_DISRUPTION_BUDGETS, ENDPOINT_SLICES, NODES,
          LIMIT_RANGES, PROXY_CONFIGS -> Stream.of();
    };
  }

  private static Stream<String> fixtures(String... names) {
    return Stream.of(names).map(name -> fixture(name).getFirst()).map(Population::complete)
        .map(JsonMapper.shared()::writeValueAsString);
  }

  private static JsonNode complete(JsonNode object) {
    ObjectNode metadata = (ObjectNode) object.path("metadata");
    metadata.put("resourceVersion", "9").put("creationTimestamp", "2026-11-01T10:00:00Z").put("uid", uid("e", 1));
    return object;
  }

  /** Documents of that name among the Istio fixtures, as JSON. */
  private static List<JsonNode> fixture(String name) {
    try (InputStream file = Population.class.getResourceAsStream("/istio/" + name + ".yaml")) {
      return new YAMLMapper().readerFor(JsonNode.class).<JsonNode>readValues(file).readAll();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** With placeholders; what every API server and kubelet fills in is filled in. */
  private static String podOfFixture() {
    JsonNode pod = fixture("pod-sidecar-native-1.30.3").getFirst();
    pod.path("status").path("conditions").forEach(condition ->
        ((ObjectNode) condition).put("lastTransitionTime", "2026-11-20T10:00:09Z"));
    ((ObjectNode) pod.path("metadata")).put("resourceVersion", "@version");
    return JsonMapper.shared().writeValueAsString(pod)
        .replace(pod.path("metadata").path("uid").asString(), "@uid")
        .replace(pod.path("metadata").path("ownerReferences").path(0).path("uid").asString(), "@set")
        .replace("orders-74c5b6d48f-9k2lm", "@pod").replace("\"namespace\":\"shop\"", "\"namespace\":\"@space\"")
        .replace("orders", "@app");
  }

  /** @param index below {@link #PODS} */
  public String pod(int index, int version, boolean ready) {
    int workload = index % WORKLOADS;
    String text = fill(pod, workload)
        .replace("@pod", "web-%d-%s-%05x".formatted(workload, HASH, index))
        .replace("@uid", uid("a", index)).replace("@set", uid("b", workload * REPLICA_SETS))
        .replace("@version", Integer.toString(version));
    return ready ? text : text.replace(READY, READY.replace("True", "False"));
  }

  /** @param workload below {@link #WORKLOADS} */
  public String deployment(int workload) {
    int pods = PODS / WORKLOADS + (workload < PODS % WORKLOADS ? 1 : 0);
    return fill("""
        {"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"@app","namespace":"@space","uid":"%1$s",
        "resourceVersion":"%3$d","generation":3,"creationTimestamp":"2026-11-01T10:00:00Z","labels":{"app":"@app"}},
        "spec":{"replicas":%2$d,"selector":{"matchLabels":{"app":"@app"}},"strategy":{"type":"RollingUpdate",
        "rollingUpdate":{"maxSurge":"25%%","maxUnavailable":"25%%"}},"template":%4$s},"status":{"observedGeneration":3,
        "replicas":%2$d,"updatedReplicas":%2$d,"readyReplicas":%2$d,"availableReplicas":%2$d}}"""
        .formatted(uid("c", workload), pods, 500_000 + workload, TEMPLATE), workload).replace("\n", "");
  }

  /** @param age 0 for the one that has the pods, up to 9 */
  public String replicaSet(int workload, int age) {
    int number = workload * REPLICA_SETS + age;
    String hash = age == 0 ? HASH : "%s%d".formatted(HASH.substring(1), age);
    return fill("""
        {"apiVersion":"apps/v1","kind":"ReplicaSet","metadata":{"name":"@app-%1$s","namespace":"@space","uid":"%2$s",
        "resourceVersion":"%3$d","creationTimestamp":"2026-11-01T10:00:00Z","labels":{"app":"@app"},"ownerReferences":[
        {"apiVersion":"apps/v1","kind":"Deployment","name":"@app","uid":"%4$s","controller":true}]},"spec":{
        "replicas":%5$d,"template":%6$s},"status":{"observedGeneration":1,"replicas":%5$d}}"""
        .formatted(hash, uid("b", number), 600_000 + number, uid("c", workload), age == 0 ? 33 : 0, TEMPLATE),
        workload).replace("\n", "");
  }

  /** @param number below {@link #NAMESPACES} */
  public String namespace(int number) {
    return """
        {"apiVersion":"v1","kind":"Namespace","metadata":{"name":"team-%d","uid":"%s","resourceVersion":"7",
        "creationTimestamp":"2026-11-01T10:00:00Z","labels":{"istio-injection":"enabled"}}}"""
        .formatted(number, uid("d", number));
  }

  private static String fill(String text, int workload) {
    return text.replace("@app", "web-" + workload).replace("@space", "team-" + workload % NAMESPACES);
  }

  private static String uid(String kind, int number) {
    return "%sf6f0d0e-8f0a-4f0a-9f0e-%012x".formatted(kind, number);
  }
}
