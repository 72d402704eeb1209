package dev.driftless.simulation;

import dev.driftless.sim.SimulatedCluster;
import dev.driftless.sim.api.ApiException;
import dev.driftless.sim.api.ApiServer;
import dev.driftless.sim.api.Client;
import dev.driftless.sim.mesh.MeshRelease;
import dev.driftless.sim.store.ObjectName;
import dev.driftless.sim.store.ResourceType;
import dev.driftless.sim.store.ResourceTypes;
import dev.driftless.sim.time.Timeline;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The cluster of one run, and what people do in it. */
final class World {

  static final String MESH = "istio-system";
  /** Where the daemon runs. */
  static final String HOME = "driftless-system";
  private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
  private static final int NODES = 3;
  private static final List<ResourceType> WORKLOADS = List.of(ResourceTypes.DEPLOYMENTS, ResourceTypes.STATEFUL_SETS,
      ResourceTypes.DAEMON_SETS, ResourceTypes.REPLICA_SETS, ResourceTypes.REPLICATION_CONTROLLERS);

  private final SimulatedCluster cluster;
  private final Client people;
  private final Projections projections = new Projections();
  private final List<String> trace = new ArrayList<>();

  World(long seed) {
    cluster = new SimulatedCluster(START, seed);
    people = cluster.client("people");
    attempt(() -> cluster.join(NODES));
    create(ResourceTypes.NAMESPACES, "", "{'metadata': {'name': '" + HOME + "'}}");
  }

  /** Something that people do, which may fail. */
  interface Deed {
    void run() throws ApiException;
  }

  /** Does it; what the API server refuses does not happen. */
  void attempt(Deed deed) {
    try {
      deed.run();
    } catch (ApiException e) {
      note("refused: " + e.getMessage());
    }
  }

  void install(MeshRelease release) {
    attempt(() -> cluster.mesh().installer().install(release));
  }

  void create(ResourceType type, String namespace, String json) {
    attempt(() -> people.create(type, namespace, json(json)));
  }

  void patch(ResourceType type, ObjectName name, String merge) {
    attempt(() -> people.patch(type, name, "", json(merge)));
  }

  void delete(ResourceType type, ObjectName name) {
    attempt(() -> people.delete(type, name));
  }

  static ObjectName name(JsonNode object) {
    JsonNode metadata = object.path("metadata");
    return new ObjectName(metadata.path("namespace").asString(""), metadata.path("name").asString());
  }

  /** An annotation of that namespace; empty if it has none. */
  Optional<String> annotation(String namespace, String key) {
    return get(ResourceTypes.NAMESPACES, new ObjectName("", namespace))
        .map(found -> Write.annotations(found.path("metadata")).path(key)).filter(JsonNode::isString)
        .map(JsonNode::asString);
  }

  private static ObjectNode json(String text) {
    return (ObjectNode) JsonMapper.shared().readTree(text.replace('\'', '"'));
  }

  Projections projections() {
    return projections;
  }

  SimulatedCluster cluster() {
    return cluster;
  }

  ApiServer server() {
    return cluster.server();
  }

  Timeline timeline() {
    return cluster.timeline();
  }

  Instant now() {
    return cluster.timeline().now();
  }

  Collection<ObjectNode> list(ResourceType type) {
    return cluster.store().list(type, "");
  }

  Optional<ObjectNode> get(ResourceType type, ObjectName name) {
    return cluster.store().get(type, name);
  }

  /** The workload of any kind with that UID. */
  Optional<ObjectNode> workload(String uid) {
    return workloads().filter(object -> object.path("metadata").path("uid").asString("").equals(uid)).findFirst();
  }

  Stream<ObjectNode> workloads() {
    return WORKLOADS.stream().flatMap(type -> list(type).stream());
  }

  /** The UID of the first that owns it; empty if nobody does. */
  static String owner(JsonNode object) {
    return object.path("metadata").path("ownerReferences").path(0).path("uid").asString("");
  }

  /** Whether every Deployment has all its replicas. */
  boolean isReady() {
    return list(ResourceTypes.DEPLOYMENTS).stream().allMatch(deployment -> deployment.path("status")
        .path("availableReplicas").asInt(0) == deployment.path("spec").path("replicas").asInt(1))
        && list(ResourceTypes.PODS).stream().allMatch(World::isReady);
  }

  static boolean isReady(JsonNode pod) {
    return pod.path("status").path("conditions").valueStream()
        .anyMatch(condition -> condition.path("type").asString("").equals("Ready")
            && condition.path("status").asString("").equals("True"));
  }

  /** Lets time pass until everything runs, for ten minutes at most. */
  void settle() {
    Instant end = now().plus(Duration.ofMinutes(10));
    do {
      timeline().run(Duration.ofSeconds(5));
    } while (!isReady() && now().isBefore(end));
  }

  /** Writes down what happened, for who has to find out why. */
  void note(String what) {
    trace.add(now() + " " + what);
  }

  List<String> trace() {
    return trace;
  }
}
