package dev.driftless.simulation;

import dev.driftless.core.model.Resource;
import dev.driftless.sim.mesh.MeshRelease;
import dev.driftless.sim.node.Behaviour;
import dev.driftless.sim.store.ObjectName;
import dev.driftless.sim.store.ResourceTypes;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** What goes on in the cluster beside the daemon: upgrades, people at work, and all that goes wrong. */
final class Life {

  static final Duration LENGTH = Duration.ofMinutes(40);
  private static final String RESTARTED = "kubectl.kubernetes.io/restartedAt";

  private final Run run;
  private final World world;
  private final Chance chance;
  private final List<Population.Item> items;
  private final List<Event> events = new ArrayList<>();

  private String affair = "";

  /**
   * Something that happens.
   *
   * @param at   after the begin
   * @param part that it belongs to
   */
  record Event(Duration at, String part, String what, Runnable deed) {}

  private Life(Run run, Chance chance, List<Population.Item> items) {
    this.run = run;
    this.world = run.world();
    this.chance = chance;
    this.items = items;
  }

  /** In the order of their times. All faults are over at the end. */
  static List<Event> of(Run run, Chance chance, List<Population.Item> items) {
    Life life = new Life(run, chance, items);
    life.upgrades();
    int others = chance.between(0, 10);
    for (int i = 0; i < others; i++) {
      life.affair = "affair-" + i;
      life.something();
    }
    return life.events.stream().filter(event -> run.parts().has(event.part()))
        .sorted(Comparator.comparing(Event::at)).toList();
  }

  private void at(Duration when, String what, Runnable deed) {
    events.add(new Event(when, affair, what, deed));
  }

  private Duration sometime() {
    return chance.seconds(0, (int) LENGTH.toSeconds() - 600);
  }

  private void upgrades() {
    int upgrades = chance.between(1, 3);
    for (int i = 0; i < upgrades; i++) {
      affair = "upgrade-" + i;
      String tag = i == 0 ? "1.32.0" : chance.of("1.31.2", "1.32.0", "1.32.1");
      Duration when = i == 0 ? chance.seconds(30, 300) : sometime();
      MeshRelease release = chance.once(0.2) ? MeshRelease.of(tag).withValues(cpu(chance.of("50m", "70m")))
          : MeshRelease.of(tag);
      at(when, "injector of " + tag, () -> world.attempt(() -> world.cluster().mesh().installer().configure(release)));
      at(when.plus(chance.seconds(0, 40)), "istiod of " + tag,
          () -> world.attempt(() -> world.cluster().mesh().installer().roll(release)));
      if (chance.once(0.25)) {
        affair = "image-" + i;
        at(when, "image " + tag + " cannot be pulled", () -> world.cluster().misfortunes()
            .breakImages(tag, image -> image.endsWith("/proxyv2:" + tag)));
        at(when.plus(chance.seconds(60, 900)), "image " + tag + " can be pulled", () -> world.cluster().misfortunes()
            .repair(tag));
      }
    }
  }

  private static ObjectNode cpu(String amount) {
    return (ObjectNode) JsonMapper.shared().readTree(
        "{\"global\": {\"proxy\": {\"resources\": {\"requests\": {\"cpu\": \"" + amount + "\"}}}}}");
  }

  private void something() {
    switch (chance.between(0, 11)) {
      case 0 -> deploy();
      case 1 -> scale();
      case 2 -> delete();
      case 3 -> restart();
      case 4 -> namespace();
      case 5 -> pause();
      case 6 -> fragile();
      case 7 -> istiodDown();
      case 8 -> trouble();
      case 9 -> blindness();
      case 10 -> crash();
      default -> revert();
    }
  }

  private void patch(Duration when, String what, Population.Item item, String merge) {
    at(when, what + " " + item.type().kind() + " " + item.name(), () -> world.patch(item.type(), item.name(), merge));
  }

  private void deploy() {
    patch(sometime(), "deploy", chance.of(items),
        "{'spec': {'template': {'metadata': {'annotations': {'version': 'v" + chance.between(1, 99) + "'}}}}}");
  }

  private void scale() {
    Population.Item item = chance.of(items);
    if (!item.type().equals(ResourceTypes.DAEMON_SETS)) {
      patch(sometime(), "scale", item, "{'spec': {'replicas': " + chance.between(0, 6) + "}}");
    }
  }

  private void delete() {
    Population.Item item = chance.of(items);
    at(sometime(), "delete " + item.name(), () -> world.delete(item.type(), item.name()));
  }

  private void restart() {
    patch(sometime(), "restart", chance.of(items), "{'spec': {'template': {'metadata': {'annotations': {'" + RESTARTED
        + "': 'by hand " + chance.between(1, 99) + "'}}}}}");
  }

  private void namespace() {
    ObjectName namespace = new ObjectName("", chance.of(items).name().namespace());
    Duration when = sometime();
    at(when, "injection off in " + namespace, () -> world.patch(ResourceTypes.NAMESPACES, namespace,
        "{'metadata': {'labels': {'istio-injection': 'disabled'}}}"));
    at(when.plus(chance.seconds(20, 500)), "injection on in " + namespace, () -> world.patch(ResourceTypes.NAMESPACES,
        namespace, "{'metadata': {'labels': {'istio-injection': 'enabled'}}}"));
  }

  private void pause() {
    Population.Item item = chance.of(items);
    if (item.type().equals(ResourceTypes.DEPLOYMENTS)) {
      Duration when = sometime();
      patch(when, "pause", item, "{'spec': {'paused': true}}");
      patch(when.plus(chance.seconds(20, 500)), "resume", item, "{'spec': {'paused': false}}");
    }
  }

  private void fragile() {
    String app = chance.of(items).name().name();
    String version = chance.of("1.32.0", "1.32.1");
    Duration when = sometime();
    at(when, app + " does not get ready with " + version, () -> world.cluster().misfortunes().breakPods(app,
        pod -> isOf(app, pod) && has(pod, version),
        chance.of(Behaviour.NEVER_READY, Behaviour.CRASH_LOOP)));
    at(when.plus(chance.seconds(120, 1200)), app + " gets ready again", () -> {
      world.cluster().misfortunes().repair(app);
      world.list(ResourceTypes.PODS).stream().filter(pod -> !World.isReady(pod)).filter(pod -> isOf(app, pod))
          .map(pod -> new ObjectName(pod.path("metadata").path("namespace").asString(),
              pod.path("metadata").path("name").asString()))
          .toList().forEach(pod -> world.delete(ResourceTypes.PODS, pod));
    });
  }

  private static boolean isOf(String app, JsonNode pod) {
    return pod.path("metadata").path("labels").path("app").asString("").equals(app);
  }

  private static boolean has(JsonNode pod, String version) {
    return Stream.of("initContainers", "containers").flatMap(list -> pod.path("spec").path(list).valueStream())
        .anyMatch(container -> container.path("image").asString("").endsWith("/proxyv2:" + version));
  }

  private void istiodDown() {
    ObjectName istiod = new ObjectName(World.MESH, "istiod");
    Duration when = sometime();
    at(when, "istiod down", () -> world.patch(ResourceTypes.DEPLOYMENTS, istiod, "{'spec': {'replicas': 0}}"));
    at(when.plus(chance.seconds(20, 400)), "istiod up",
        () -> world.patch(ResourceTypes.DEPLOYMENTS, istiod, "{'spec': {'replicas': 1}}"));
  }

  private void trouble() {
    Duration when = sometime();
    at(when, "requests in trouble", () -> run.network().trouble(0.4));
    at(when.plus(chance.seconds(20, 600)), "requests go through", () -> run.network().trouble(0));
  }

  private void blindness() {
    Resource resource = chance.of(Resource.values());
    Duration outage = chance.seconds(1, 400);
    at(sometime(), "no watch of " + resource.label() + " for " + outage, () -> run.blind(resource, outage));
  }

  private void crash() {
    Duration when = sometime();
    if (chance.once(0.5)) {
      at(when, "crash", () -> run.crash());
    } else {
      at(when, "crashes around requests", () -> run.network().crashes(0.2));
      at(when.plus(chance.seconds(60, 600)), "no more of them", () -> run.network().crashes(0));
    }
  }

  /** A controller that takes away whatever it did not write itself. */
  private void revert() {
    Population.Item item = chance.of(items);
    at(sometime(), "somebody reverts restarts of " + item.name(), () -> run.revert(item, chance.seconds(1, 60)));
  }
}
