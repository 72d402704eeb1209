package dev.driftless.sim.controllers;

import dev.driftless.sim.api.ApiException;
import dev.driftless.sim.api.ApiServer;
import dev.driftless.sim.api.Client;
import dev.driftless.sim.api.GarbageCollector;
import dev.driftless.sim.controllers.autoscaling.Loads;
import dev.driftless.sim.controllers.frame.PodState;
import dev.driftless.sim.controllers.frame.Read;
import dev.driftless.sim.controllers.frame.Workplace;
import dev.driftless.sim.node.Kubelets;
import dev.driftless.sim.node.Misfortunes;
import dev.driftless.sim.node.Nodes;
import dev.driftless.sim.node.Pace;
import dev.driftless.sim.node.Scheduler;
import dev.driftless.sim.store.Json;
import dev.driftless.sim.store.ObjectName;
import dev.driftless.sim.store.ResourceType;
import dev.driftless.sim.store.ResourceTypes;
import dev.driftless.sim.store.Store;
import dev.driftless.sim.time.Timeline;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/** A whole cluster with four nodes and the namespace {@code shop}, under virtual time. */
public final class SimCluster {

  public static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

  private static final JsonMapper JSON = new JsonMapper();

  public final Timeline timeline = new Timeline(START);
  public final Store store = new Store(1_000);
  public final Misfortunes misfortunes = new Misfortunes();
  public final Loads loads = new Loads();
  public final ApiServer server;
  public final Client user;
  public final Workplace workplace;
  public final Nodes nodes;
  public final Kubelets kubelets;

  public SimCluster() {
    this(1);
  }

  public SimCluster(long seed) {
    server = new ApiServer(store, timeline, seed);
    workplace = new Workplace(store, timeline, server::client, seed);
    user = server.client("alice");
    nodes = new Nodes(workplace, "v1.36.3");
    GarbageCollector.start(server);
    Controllers.start(workplace, loads);
    new Scheduler(workplace);
    kubelets = new Kubelets(workplace, misfortunes, Pace.USUAL);
    for (int i = 0; i < 4; i++) {
      join("64", "256Gi", 250);
    }
    create(ResourceTypes.NAMESPACES, "{metadata: {name: shop}}");
  }

  public void join(String cpu, String memory, int pods) {
    try {
      nodes.join(cpu, memory, pods);
    } catch (ApiException e) {
      throw new AssertionError(e);
    }
  }

  /** JSON without quotes where they are not needed. */
  public static ObjectNode json(String text) {
    return (ObjectNode) JSON.readTree(text.replaceAll("([{,]\\s*)([A-Za-z][\\w./-]*):", "$1\"$2\":")
        .replaceAll("(:\\s*)(?!true\\b|false\\b|null\\b)([A-Za-z][\\w./:-]*)(?=\\s*[,}\\]])", "$1\"$2\""));
  }

  public ObjectNode create(ResourceType type, String text) {
    return create(type, json(text));
  }

  public ObjectNode create(ResourceType type, ObjectNode object) {
    try {
      return user.create(type, type.namespaced() ? "shop" : "", object);
    } catch (ApiException e) {
      throw new AssertionError(e);
    }
  }

  public void patch(ResourceType type, String name, String merge) {
    try {
      user.patch(type, name(type, name), "", json(merge));
    } catch (ApiException e) {
      throw new AssertionError(e);
    }
  }

  public void delete(ResourceType type, String name) {
    try {
      user.delete(type, name(type, name));
    } catch (ApiException e) {
      throw new AssertionError(e);
    }
  }

  /** What {@code kubectl rollout restart} does. */
  public void restart(ResourceType type, String name) {
    JsonNodeFactory json = JsonNodeFactory.instance;
    ObjectNode merge = Json.with(json.objectNode(), timeline.now().toString(), "spec", "template", "metadata",
        "annotations", "kubectl.kubernetes.io/restartedAt");
    try {
      user.patch(type, name(type, name), "", merge);
    } catch (ApiException e) {
      throw new AssertionError(e);
    }
  }

  private static ObjectName name(ResourceType type, String name) {
    return new ObjectName(type.namespaced() ? "shop" : "", name);
  }

  public ObjectNode get(ResourceType type, String name) {
    return store.get(type, name(type, name)).orElseThrow(() -> new AssertionError("no " + type + " " + name));
  }

  public boolean exists(ResourceType type, String name) {
    return store.get(type, name(type, name)).isPresent();
  }

  public List<ObjectNode> list(ResourceType type) {
    return List.copyOf(store.list(type, type.namespaced() ? "shop" : ""));
  }

  public List<ObjectNode> pods() {
    return list(ResourceTypes.PODS);
  }

  public List<ObjectNode> readyPods() {
    return pods().stream().filter(pod -> PodState.active(pod) && PodState.ready(pod)).toList();
  }

  public List<String> podNames() {
    return pods().stream().map(pod -> Read.name(pod).name()).toList();
  }

  public JsonNode status(ResourceType type, String name) {
    return get(type, name).path("status");
  }

  /** Of a condition in the status of an object: {@code True NewReplicaSetAvailable}. */
  public String condition(ResourceType type, String name, String condition) {
    return PodState.condition(get(type, name), condition)
        .map(found -> Read.text(found, "status") + " " + Read.text(found, "reason")).orElse("none");
  }

  public void run(Duration time) {
    timeline.run(time);
  }

  public void run(int seconds) {
    timeline.run(Duration.ofSeconds(seconds));
  }

  /** Runs until the next thing after which that is so. @throws AssertionError if it is not within the time */
  public void until(Duration most, BooleanSupplier condition) {
    Instant end = timeline.now().plus(most);
    while (!condition.getAsBoolean()) {
      if (timeline.next().isAfter(end)) {
        throw new AssertionError("not within " + most);
      }
      timeline.step();
    }
  }

  /** What the supplier tells at every change of a pod in that time. */
  public List<Integer> during(int seconds, java.util.function.IntSupplier supplier) {
    List<Integer> seen = new ArrayList<>();
    Runnable end = store.subscribe(event -> {
      if (event.resource() == ResourceTypes.PODS) {
        seen.add(supplier.getAsInt());
      }
    });
    run(seconds);
    end.run();
    return seen;
  }

  public static ObjectNode deployment(String name, int replicas) {
    return workload(name, replicas);
  }

  /** With one container of the image {@code app:1}; good for Deployments, ReplicaSets and StatefulSets. */
  public static ObjectNode workload(String name, int replicas) {
    return json("""
        {metadata: {name: NAME},
         spec: {replicas: COUNT, selector: {matchLabels: {app: NAME}},
          template: {metadata: {labels: {app: NAME}}, spec: {containers: [{name: app, image: "app:1"}]}}}}
        """.replace("NAME", name).replace("COUNT", Integer.toString(replicas)));
  }
}
