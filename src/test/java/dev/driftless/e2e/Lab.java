package dev.driftless.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;

/** A namespace of its own to try controllers in, and what is to be seen of its pods. */
final class Lab {

  static final String RESTART =
      "{\"spec\": {\"template\": {\"metadata\": {\"annotations\": {\"restarted\": \"%s\"}}}}}";
  static final String IMAGE = "registry.k8s.io/pause:3.10";
  static final String BROKEN_IMAGE = "registry.k8s.io/pause:" + Cluster.BROKEN_TAG;

  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final Map<String, String> VERSIONS = Map.of("Pod", "v1", "Service", "v1", "Namespace", "v1",
      "Job", "batch/v1", "PodDisruptionBudget", "policy/v1", "EndpointSlice", "discovery.k8s.io/v1");

  private final KubernetesClient client;
  private final PodWatch pods;
  private final String namespace;

  Lab(KubernetesClient client, PodWatch pods, String namespace) {
    this.client = client;
    this.pods = pods;
    this.namespace = namespace;
    client.resource(Workloads.namespace(namespace, Map.of())).create();
    await("a default account").until(
        () -> client.serviceAccounts().inNamespace(namespace).withName("default").get() != null);
  }

  /** A workload whose pods are called and labelled like it. @param spec in YAML's flow style, without braces */
  void workload(String kind, String name, String spec) {
    create(kind, name, """
        %s, selector: {matchLabels: {app: %s}}, template: {metadata: {labels: {app: %s}}, spec: {
        terminationGracePeriodSeconds: 1, containers: [{name: app, image: "%s"}]}}"""
        .formatted(spec, name, name, IMAGE));
  }

  void create(String kind, String name, String spec) {
    client.resource("""
        apiVersion: %s
        kind: %s
        metadata: {name: %s, namespace: %s}
        spec: {%s}
        """.formatted(version(kind), kind, name, namespace, spec)).create();
  }

  /** With a JSON merge patch. @return when */
  Instant patch(String kind, String name, String patch) {
    Instant now = Instant.now();
    resource(kind, name).patch(PatchContext.of(PatchType.JSON_MERGE), patch);
    return now;
  }

  Instant restart(String kind, String name) {
    return patch(kind, name, RESTART.formatted(Instant.now()));
  }

  Instant setImage(String kind, String name, String image) {
    return patch(kind, name, """
        {"spec": {"template": {"spec": {"containers": [{"name": "app", "image": "%s"}]}}}}""".formatted(image));
  }

  void delete(String kind, String name) {
    resource(kind, name).delete();
  }

  JsonNode get(String kind, String name) {
    return JsonMapper.shared().readTree(client.getKubernetesSerialization().asJson(resource(kind, name).require()));
  }

  boolean exists(String kind, String name) {
    return resource(kind, name).get() != null;
  }

  /** By name. */
  List<JsonNode> list(String kind) {
    return client.genericKubernetesResources(version(kind), kind).inNamespace(namespace).list().getItems().stream()
        .map(each -> JsonMapper.shared().readTree(client.getKubernetesSerialization().asJson(each))).toList();
  }

  private Resource<GenericKubernetesResource> resource(String kind, String name) {
    return client.genericKubernetesResources(version(kind), kind).inNamespace(namespace).withName(name);
  }

  private static String version(String kind) {
    return VERSIONS.getOrDefault(kind, "apps/v1");
  }

  /** @param expected what each pointer leads to; an empty text if to nothing */
  void awaitStatus(String kind, String name, Map<String, Object> expected) {
    await(kind + " " + name).atMost(PATIENCE).pollInterval(Duration.ofMillis(100))
        .untilAsserted(() -> assertThat(parts(get(kind, name), expected.keySet())).isEqualTo(expected));
  }

  static Map<String, Object> parts(JsonNode object, Iterable<String> pointers) {
    Map<String, Object> parts = new HashMap<>();
    pointers.forEach(pointer -> parts.put(pointer, value(object.at(pointer))));
    return parts;
  }

  private static Object value(JsonNode node) {
    return node.isMissingNode() || node.isNull() ? "" : node.isInt() || node.isLong() ? (Object) node.intValue()
        : node.isString() ? node.stringValue() : node.toString();
  }

  static void eventually(String what, BooleanSupplier condition) {
    await(what).atMost(PATIENCE).pollInterval(Duration.ofMillis(100)).until(condition::getAsBoolean);
  }

  /** Waits until that many pods are ready, and no others are there. */
  void awaitReady(String name, int count) {
    await(count + " ready of " + name).atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).until(() -> {
      List<PodWatch.Sight> now = now(name);
      return now.size() == count && now.stream().allMatch(PodWatch.Sight::ready);
    });
  }

  /** Waits until that holds of the pods that are there. */
  void awaitPods(String name, Predicate<List<PodWatch.Sight>> condition) {
    await("pods of " + name).atMost(PATIENCE).pollInterval(Duration.ofMillis(50))
        .until(() -> condition.test(now(name)));
  }

  List<PodWatch.Sight> now(String name) {
    return pods.now(new Ref("", namespace, name));
  }

  /** The condition's status and reason; empty if there is none. */
  String condition(String kind, String name, String type) {
    return get(kind, name).path("status").path("conditions").valueStream()
        .filter(each -> each.path("type").asString("").equals(type)).findFirst()
        .map(each -> each.path("status").asString("") + " " + each.path("reason").asString("")).orElse("");
  }

  void awaitCondition(String kind, String name, String type, String expected) {
    await(kind + " " + name + " " + type).atMost(PATIENCE).pollInterval(Duration.ofMillis(100))
        .until(() -> condition(kind, name, type).equals(expected));
  }

  int fewestReady(String name, Instant since) {
    return counts(name, since, now -> (int) now.stream().filter(PodWatch.Sight::ready).count()).stream()
        .mapToInt(Integer::intValue).min().orElseThrow();
  }

  int mostPods(String name, Instant since) {
    return counts(name, since, List::size).stream().mapToInt(Integer::intValue).max().orElseThrow();
  }

  /** A count after each change since then. */
  private List<Integer> counts(String name, Instant since, ToIntFunction<List<PodWatch.Sight>> count) {
    Map<String, PodWatch.Sight> now = new LinkedHashMap<>();
    List<Integer> counts = new ArrayList<>();
    for (PodWatch.Sight sight : sights(name)) {
      now.put(sight.uid(), sight);
      now.values().removeIf(PodWatch.Sight::gone);
      if (sight.at().isAfter(since)) {
        counts.add(count.applyAsInt(List.copyOf(now.values())));
      }
    }
    return counts;
  }

  /** Everything that was seen of its pods. */
  List<PodWatch.Sight> sights(String name) {
    Ref ref = new Ref("", namespace, name);
    return pods.all().stream().filter(sight -> sight.isOf(ref)).toList();
  }

  /** Names of the pods in the order in which they came since then. */
  List<String> arrivals(String name, Instant since) {
    Map<String, String> arrivals = new LinkedHashMap<>();
    sights(name).forEach(sight -> {
      if (sight.at().isAfter(since)) {
        arrivals.putIfAbsent(sight.uid(), sight.name());
      } else {
        arrivals.put(sight.uid(), "");
      }
    });
    return arrivals.values().stream().filter(pod -> !pod.isEmpty()).toList();
  }
}
