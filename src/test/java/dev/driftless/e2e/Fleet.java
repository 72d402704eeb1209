package dev.driftless.e2e;

import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.ReplicationController;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The workloads of a test, which it created itself. */
final class Fleet {

  private static final Duration TO_GET_READY = Duration.ofMinutes(3);

  private final KubernetesClient client;
  private final Map<Ref, HasMetadata> created = new LinkedHashMap<>();

  Fleet(KubernetesClient client) {
    this.client = client;
  }

  /** Creates namespaces and workloads in that order. */
  Fleet create(List<? extends HasMetadata> objects) {
    for (HasMetadata object : objects) {
      client.resource(object).create();
      if (!(object instanceof Namespace)) {
        created.put(Ref.of(object), object);
      }
    }
    return this;
  }

  Set<Ref> refs() {
    return created.keySet();
  }

  Set<String> namespaces() {
    return created.keySet().stream().map(Ref::namespace).collect(Collectors.toSet());
  }

  /** How many pods each has when it is complete. */
  Map<Ref, Integer> sizes() {
    return created.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> size(entry.getValue())));
  }

  /** What its pods are made from, before anybody injects. */
  PodTemplateSpec template(Ref ref) {
    return switch (created.get(ref)) {
      case Deployment deployment -> deployment.getSpec().getTemplate();
      case StatefulSet set -> set.getSpec().getTemplate();
      case DaemonSet set -> set.getSpec().getTemplate();
      case ReplicaSet set -> set.getSpec().getTemplate();
      case ReplicationController controller -> controller.getSpec().getTemplate();
      case Job job -> job.getSpec().getTemplate();
      case Pod pod -> new PodTemplateSpec(pod.getMetadata(), pod.getSpec());
      case null, default -> throw new IllegalArgumentException("no workload of this fleet: " + ref);
    };
  }

  /** Waits until every workload has all its pods, ready. */
  void awaitReady(PodWatch pods) {
    Map<Ref, Integer> sizes = sizes();
    await("all pods ready").atMost(TO_GET_READY).pollInterval(Duration.ofMillis(250)).until(() -> sizes.entrySet()
        .stream().allMatch(entry -> pods.now(entry.getKey()).stream().filter(PodWatch.Sight::ready).count()
            == entry.getValue()));
  }

  /** The objects as they are now. */
  Map<Ref, JsonNode> objects() {
    Map<Ref, JsonNode> objects = new LinkedHashMap<>();
    created.forEach((ref, object) -> objects.put(ref,
        JsonMapper.shared().readTree(client.getKubernetesSerialization().asJson(current(object)))));
    return objects;
  }

  /** Changes something on every workload that matters to nobody: watchers get an event that says nothing. */
  void touch(String value) {
    String patch = "{\"metadata\": {\"annotations\": {\"e2e.driftless.dev/touched\": \"%s\"}}}".formatted(value);
    created.values().forEach(object -> client.resource(object).patch(PatchContext.of(PatchType.JSON_MERGE), patch));
  }

  private GenericKubernetesResource current(HasMetadata object) {
    return client.genericKubernetesResources(object.getApiVersion(), object.getKind())
        .inNamespace(object.getMetadata().getNamespace()).withName(object.getMetadata().getName()).require();
  }

  private static int size(HasMetadata object) {
    return switch (object) {
      case Deployment deployment -> deployment.getSpec().getReplicas();
      case StatefulSet set -> set.getSpec().getReplicas();
      case DaemonSet set -> 2;
      case ReplicaSet set -> set.getSpec().getReplicas();
      case ReplicationController controller -> controller.getSpec().getReplicas();
      case Job job -> 1;
      case Pod pod -> 1;
      default -> throw new IllegalArgumentException("no workload: " + object.getKind());
    };
  }
}
