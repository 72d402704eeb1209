package dev.driftless.cli.demo;

import dev.driftless.sim.SimulatedCluster;
import dev.driftless.sim.api.ApiException;
import dev.driftless.sim.api.Client;
import dev.driftless.sim.mesh.MeshRelease;
import dev.driftless.sim.node.Behaviour;
import dev.driftless.sim.store.ObjectName;
import dev.driftless.sim.store.ResourceTypes;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The cluster of the demo: set up with an old mesh, and then upgraded. Belongs to one thread. */
final class DemoCluster {

  static final String OLD = "1.31.2";
  static final String NEW = "1.32.0";

  private static final int NODES = 6;
  private static final Duration TO_GET_READY = Duration.ofMinutes(5);
  private static final Duration UNTIL_UPGRADE = Duration.ofSeconds(3);
  private static final Duration UNTIL_ISTIOD = Duration.ofSeconds(5);
  private static final Duration UNTIL_FAULT = Duration.ofSeconds(7);

  private final SimulatedCluster cluster;
  private final Client admin;

  DemoCluster(Instant start, long seed) {
    cluster = new SimulatedCluster(start, seed);
    admin = cluster.client("demo");
  }

  /** Lets virtual time go on until everything runs. */
  void populate(List<Fleet.Item> fleet) throws ApiException {
    cluster.join(NODES);
    cluster.mesh().installer().install(MeshRelease.of(OLD));
    await(() -> ready("istio-system"));
    for (Fleet.Item item : fleet) {
      admin.create(item.type(), item.namespace(), item.object());
    }
    await(() -> ready(""));
  }

  private void await(BooleanSupplier condition) {
    Instant end = cluster.timeline().now().plus(TO_GET_READY);
    while (!condition.getAsBoolean()) {
      if (cluster.timeline().now().isAfter(end)) {
        throw new IllegalStateException("the demo's cluster has not got ready within 5 minutes of its own time");
      }
      cluster.timeline().run(Duration.ofMillis(500));
    }
  }

  private boolean ready(String namespace) {
    Collection<ObjectNode> pods = cluster.store().list(ResourceTypes.PODS, namespace);
    return !pods.isEmpty() && pods.stream().allMatch(pod -> pod.path("status").path("conditions").valueStream()
        .anyMatch(condition -> condition.path("type").asString("").equals("Ready")
            && condition.path("status").asString("").equals("True")))
        && cluster.store().list(ResourceTypes.DEPLOYMENTS, namespace).stream().allMatch(
            deployment -> deployment.path("status").path("availableReplicas").asInt(0)
                == deployment.path("spec").path("replicas").asInt(1));
  }

  /** Plans what is going to happen: the upgrade in both its halves, and what goes wrong. */
  void schedule(Set<Fault> faults, Consumer<String> announce) {
    cluster.misfortunes().breakPods(Fleet.FRAGILE,
        pod -> pod.path("metadata").path("labels").path("app").asString("").equals(Fleet.FRAGILE) && isNew(pod),
        Behaviour.NEVER_READY);
    if (faults.contains(Fault.BAD_IMAGE)) {
      cluster.misfortunes().breakImages("bad-image", image -> image.endsWith("/proxyv2:" + NEW));
    }
    if (faults.contains(Fault.CRASH_LOOP)) {
      cluster.misfortunes().breakPods("crash-loop", DemoCluster::isNew, Behaviour.CRASH_LOOP);
    }
    MeshRelease release = MeshRelease.of(NEW);
    cluster.timeline().after(UNTIL_UPGRADE, () -> act(() -> {
      announce.accept("upgrade    the injector gives " + NEW + " from now on");
      cluster.mesh().installer().configure(release);
    }));
    cluster.timeline().after(UNTIL_ISTIOD, () -> act(() -> {
      announce.accept("upgrade    istiod rolls to " + NEW);
      cluster.mesh().installer().roll(release);
    }));
    if (faults.contains(Fault.WEBHOOK_DOWN)) {
      cluster.timeline().after(UNTIL_FAULT, () -> act(() -> {
        announce.accept("fault      istiod is scaled to nothing");
        admin.patch(ResourceTypes.DEPLOYMENTS, new ObjectName("istio-system", "istiod"), "", noReplicas());
      }));
    }
  }

  /** Before somebody else drives the cluster. */
  void every(Duration time, Runnable task) {
    cluster.timeline().after(time, () -> {
      task.run();
      every(time, task);
    });
  }

  private static ObjectNode noReplicas() {
    ObjectNode patch = JsonNodeFactory.instance.objectNode();
    patch.putObject("spec").put("replicas", 0);
    return patch;
  }

  private static boolean isNew(JsonNode pod) {
    return Stream.of("initContainers", "containers")
        .flatMap(list -> pod.path("spec").path(list).valueStream())
        .anyMatch(container -> container.path("image").asString("").endsWith("/proxyv2:" + NEW));
  }

  /** A part of the script. */
  private interface Act {
    void play() throws ApiException;
  }

  private static void act(Act act) {
    try {
      act.play();
    } catch (ApiException e) {
      throw new IllegalStateException("the demo's script does not fit its cluster: " + e.getMessage(), e);
    }
  }

  SimulatedCluster simulated() {
    return cluster;
  }

  static List<Fleet.Item> fleet(int workloads, long seed) {
    return Fleet.of(workloads, new SplittableRandom(seed));
  }
}
