package dev.driftless.simulation;

import dev.driftless.sim.api.ApiException;
import dev.driftless.sim.api.Persistence;
import dev.driftless.sim.store.ObjectName;
import dev.driftless.sim.store.ResourceType;
import dev.driftless.sim.store.ResourceTypes;
import dev.driftless.sim.store.StoreEvent;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is true of a workload, by the cluster itself and by no code of the daemon's. */
final class Oracle {

  static final String OPT_OUT = "driftless.dev/restart";

  /** What the webhooks of a tag are named by. */
  static final String TAG = "istio-revision-tag-";

  private static final Pattern REVISION = Pattern.compile("\"revision\":\\s*\"([^\"]*)\"");
  private static final String PROXY = "istio-proxy";

  /** By then istiod has read whatever it was given, and its pods are there or not. */
  private static final Duration READ = Duration.ofMinutes(2);

  private final World world;
  private final Map<Asked, String> answers = new HashMap<>();
  private Instant changed = Instant.MIN;

  private record Asked(String namespace, JsonNode template) {}

  Oracle(World world) {
    this.world = world;
    world.cluster().store().subscribe(event -> {
      if (isMesh(event) || event.name().namespace().equals(World.MESH)) {
        changed = world.now();
        answers.clear();
      }
    });
  }

  /**
   * Whether a new pod would come out with another proxy than some pod has that its owner would replace; empty if there
   * would be no new pod.
   */
  Optional<Boolean> isDrifted(ResourceType type, ObjectName name) {
    Optional<ObjectNode> workload = world.get(type, name);
    if (workload.isEmpty()) {
      return Optional.of(false);
    }
    try {
      String fresh = freshProxy(new Asked(name.namespace(), workload.get().path("spec").path("template")));
      return Optional.of(pods(workload.get()).filter(pod -> isReached(workload.get(), pod))
          .anyMatch(pod -> !proxy(pod).equals(fresh)));
    } catch (ApiException refused) {
      return Optional.empty();
    }
  }

  /** The same of one pod of that workload. */
  Optional<Boolean> isDrifted(ObjectNode workload, ObjectNode pod) {
    try {
      JsonNode template = workload.path("spec").path("template");
      String namespace = pod.path("metadata").path("namespace").asString();
      return Optional.of(!proxy(pod).equals(freshProxy(new Asked(namespace, template))));
    } catch (ApiException refused) {
      return Optional.empty();
    }
  }

  /** Whether a new pod of that workload would have a proxy. */
  boolean isMeshed(ObjectNode workload) {
    try {
      return !freshProxy(new Asked(workload.path("metadata").path("namespace").asString(),
          workload.path("spec").path("template"))).equals("none");
    } catch (ApiException refused) {
      return false;
    }
  }

  /** While nothing of the mesh changes, neither does the answer. */
  private String freshProxy(Asked asked) throws ApiException {
    String known = answers.get(asked);
    if (known != null) {
      return known;
    }
    String proxy = proxy(fresh(asked.template(), asked.namespace()));
    if (changed.plus(READ).isBefore(world.now())) {
      answers.put(asked, proxy);
    }
    return proxy;
  }

  private ObjectNode fresh(JsonNode template, String namespace) throws ApiException {
    ObjectNode pod = JsonNodeFactory.instance.objectNode();
    ObjectNode metadata = pod.putObject("metadata").put("generateName", "oracle-");
    metadata.set("labels", template.path("metadata").path("labels").deepCopy());
    if (template.path("metadata").has("annotations")) {
      metadata.set("annotations", template.path("metadata").path("annotations").deepCopy());
    }
    pod.set("spec", template.path("spec").deepCopy());
    return world.server().create(ResourceTypes.PODS, namespace, pod, Persistence.DRY_RUN);
  }

  /** Its pods that run or will run. */
  Stream<ObjectNode> pods(JsonNode workload) {
    String uid = workload.path("metadata").path("uid").asString();
    Set<String> owners = Stream.concat(Stream.of(uid), world.list(ResourceTypes.REPLICA_SETS).stream()
        .filter(replicaSet -> isOwned(replicaSet, Set.of(uid)))
        .map(replicaSet -> replicaSet.path("metadata").path("uid").asString())).collect(Collectors.toSet());
    return world.list(ResourceTypes.PODS).stream().filter(pod -> isOwned(pod, owners))
        .filter(pod -> !pod.path("metadata").has("deletionTimestamp"))
        .filter(pod -> !List.of("Succeeded", "Failed").contains(pod.path("status").path("phase").asString("")));
  }

  private static boolean isOwned(JsonNode object, Set<String> owners) {
    return object.path("metadata").path("ownerReferences").valueStream()
        .anyMatch(owner -> owners.contains(owner.path("uid").asString()));
  }

  /** Whatever of its proxy can be another with another injector; {@code none} if it has none. */
  private static String proxy(JsonNode pod) {
    Matcher revision = REVISION.matcher(
        Write.annotations(pod.path("metadata")).path("sidecar.istio.io/status").asString(""));
    String by = revision.find() ? revision.group(1) : "nobody";
    return Stream.of("initContainers", "containers")
        .flatMap(list -> pod.path("spec").path(list).valueStream()
            .filter(container -> container.path("name").asString("").equals(PROXY))
            .map(container -> list + " " + container.path("image").asString() + " " + container.path("resources")
                + " by " + by))
        .findFirst().orElse("none");
  }

  /** Whether that changes what the injector gives, or where it is asked at all. */
  static boolean isMesh(StoreEvent event) {
    return event.resource().equals(ResourceTypes.CONFIG_MAPS) && event.name().namespace().equals(World.MESH)
        || event.resource().equals(ResourceTypes.NAMESPACES)
        || event.resource().equals(ResourceTypes.MUTATING_WEBHOOK_CONFIGURATIONS);
  }

  /** The control plane whose proxy new pods of that namespace get: a revision yields to the plain label. */
  String istiod(String namespace) {
    JsonNode labels = world.get(ResourceTypes.NAMESPACES, new ObjectName("", namespace)).orElseThrow()
        .path("metadata").path("labels");
    String revision = labels.has("istio-injection") ? "default" : labels.path("istio.io/rev").asString("default");
    return world.get(ResourceTypes.MUTATING_WEBHOOK_CONFIGURATIONS, new ObjectName("", TAG + revision))
        .map(Oracle::served).orElse("istiod");
  }

  /** The control plane that the webhooks of a tag lead to. */
  static String served(JsonNode tag) {
    return tag.path("webhooks").path(0).path("clientConfig").path("service").path("name").asString();
  }

  /** Whether it is the gateway's template that its pods get. */
  static boolean isGateway(JsonNode workload) {
    return Write.annotations(workload.path("spec").path("template").path("metadata"))
        .has("inject.istio.io/templates");
  }

  /** Whether somebody has said that it must not be restarted. */
  boolean isOptedOut(ObjectNode workload) {
    String namespace = workload.path("metadata").path("namespace").asString();
    return Stream.of(workload, workload.path("spec").path("template"),
        world.get(ResourceTypes.NAMESPACES, new ObjectName("", namespace)).orElseThrow())
        .anyMatch(object -> Write.annotations(object.path("metadata")).path(OPT_OUT).asString("").equals("false"));
  }

  /** Whether it replaces none of its pods by itself, so that they have to be evicted. */
  static boolean evicts(ObjectNode workload) {
    return workload.path("kind").asString("").startsWith("Replica")
        || workload.path("spec").path("updateStrategy").path("type").asString("").equals("OnDelete");
  }

  static int wanted(ObjectNode workload) {
    return workload.path("kind").asString("").equals("DaemonSet")
        ? workload.path("status").path("desiredNumberScheduled").asInt(0)
        : workload.path("spec").path("replicas").asInt(1);
  }

  /** Whether as many pods as it wants are there and ready, whatever it says of them itself. */
  boolean isWhole(ObjectNode workload) {
    return pods(workload).filter(World::isReady).count() >= wanted(workload);
  }

  /** Whether that is so, and none of them is drifted; nobody can tell if there would be no new pod. */
  boolean isReplaced(ObjectNode workload) {
    return isWhole(workload) && pods(workload).noneMatch(pod -> isDrifted(workload, pod).orElse(false));
  }

  /** Whether the controller says that everything it wants is there, new, and available. */
  static boolean isRolledOut(ObjectNode workload) {
    JsonNode status = workload.path("status");
    if (status.path("observedGeneration").asLong(0) < workload.path("metadata").path("generation").asLong(0)) {
      return false;
    }
    if (workload.path("kind").asString().equals("DaemonSet")) {
      int wanted = status.path("desiredNumberScheduled").asInt(0);
      return status.path("updatedNumberScheduled").asInt(0) == wanted
          && status.path("numberAvailable").asInt(0) == wanted;
    }
    int wanted = workload.path("spec").path("replicas").asInt(1);
    boolean revisions = !workload.path("kind").asString().startsWith("Replica");
    int updated = status.path("updatedReplicas").asInt(0);
    return (!revisions || updated == wanted || updated == Math.max(0, wanted - partition(workload)))
        && status.path("replicas").asInt(0) == wanted
        && status.path("availableReplicas").asInt(0) == wanted;
  }

  private static int partition(JsonNode workload) {
    return workload.path("spec").path("updateStrategy").path("rollingUpdate").path("partition").asInt(0);
  }

  /** Whether no partition keeps its owner from replacing it. */
  private static boolean isReached(JsonNode workload, JsonNode pod) {
    String name = pod.path("metadata").path("name").asString();
    int partition = partition(workload);
    return partition == 0 || Integer.parseInt(name.substring(name.lastIndexOf('-') + 1)) >= partition;
  }
}
