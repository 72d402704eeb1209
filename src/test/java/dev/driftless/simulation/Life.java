package dev.driftless.simulation;

import dev.driftless.core.model.Resource;
import dev.driftless.core.plan.Policy;
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
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What goes on in the cluster beside the daemon: upgrades, people at work, and all that goes wrong. */
final class Life {

  static final Duration LENGTH = Duration.ofMinutes(15);
  /** So long before the end whatever goes wrong has begun. */
  static final Duration LAST = Duration.ofMinutes(5);
  private static final String RESTARTED = "kubectl.kubernetes.io/restartedAt";

  private final Run run;
  private final World world;
  private final Chance chance;
  private final List<Population.Item> items;
  private final List<Event> events = new ArrayList<>();

  private final List<Duration> upgrades = new ArrayList<>();
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
    life.flaps();
    life.stops();
    life.restartsBefore();
    life.objections();
    int others = chance.between(0, 12);
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
    return chance.seconds(0, (int) LENGTH.minus(LAST).toSeconds());
  }

  /** As likely as not when there is most to do. */
  private Duration busy() {
    return chance.once(0.5) ? sometime() : upgrades.getFirst().plus(chance.seconds(-60, 200));
  }

  private void upgrades() {
    int count = chance.between(1, 3);
    for (int i = 0; i < count; i++) {
      affair = "upgrade-" + i;
      String tag = i == 0 ? "1.32.0" : chance.of("1.31.2", "1.32.0", "1.32.1");
      Duration when = i == 0 ? chance.seconds(70, 300) : sometime();
      upgrades.add(when);
      MeshRelease release = chance.once(0.2) ? MeshRelease.of(tag).withValues(cpu(chance.of("50m", "70m")))
          : MeshRelease.of(tag);
      at(when, "injector of " + tag, () -> configure(release));
      at(when.plus(chance.seconds(0, 40)), "istiod of " + tag,
          () -> world.attempt(() -> world.cluster().mesh().installer().roll(release)));
      if (chance.once(0.25)) {
        affair = "image-" + i;
        at(when, "image " + tag + " cannot be pulled", () -> world.cluster().misfortunes()
            .breakImages(tag, image -> image.endsWith("/proxyv2:" + tag)));
        at(chance.between(when.plusSeconds(60), LENGTH), "image " + tag + " can be pulled",
            () -> world.cluster().misfortunes().repair(tag));
      }
    }
  }

  /** Somebody changes the mesh back and forth while workloads are on their way to the new one. */
  private void flaps() {
    if (chance.once(0.3)) {
      affair = "flap";
      Duration back = chance.millis(0, 3000);
      Duration forth = chance.seconds(5, 120);
      at(upgrades.getFirst(), "to and fro at the next restart", () -> run.atRestart(process -> {
        world.timeline().after(back, () -> configure(MeshRelease.of("1.31.2")));
        world.timeline().after(forth, () -> configure(MeshRelease.of("1.32.0")));
      }));
    }
  }

  /** The daemon stands still between a decision and its write, some time for longer than its lease may last. */
  private void stops() {
    if (chance.once(0.3)) {
      affair = "stop";
      Duration time = chance.seconds(3, 60);
      at(chance.once(0.5) ? upgrades.getFirst() : sometime(), "stop at the next restart",
          () -> run.atRestart(process -> process.stop(time)));
    }
  }

  private void configure(MeshRelease release) {
    world.attempt(() -> world.cluster().mesh().installer().configure(release));
  }

  /** Somebody restarts everything by hand, and then the mesh changes. */
  private void restartsBefore() {
    if (chance.once(0.2)) {
      affair = "restarts";
      Duration when = upgrades.getFirst();
      items.forEach(item -> patch(when.minus(chance.seconds(0, 30)), "restart", item, restart("by hand")));
    }
  }

  private static ObjectNode cpu(String amount) {
    return (ObjectNode) JsonMapper.shared().readTree(
        "{\"global\": {\"proxy\": {\"resources\": {\"requests\": {\"cpu\": \"" + amount + "\"}}}}}");
  }

  /** What people have to say, and what goes wrong, just when there is most to do. */
  private void objections() {
    affair = "objection";
    switch (chance.between(0, 9)) {
      case 0 -> annotate("driftless.dev/pause", "true");
      case 1 -> annotate("driftless.dev/mode", "observe");
      case 2 -> annotate(Oracle.OPT_OUT, "false");
      case 3 -> pause();
      case 4 -> blindness();
      case 5, 6 -> fragile();
      case 7 -> {
        namespace();
        namespace();
      }
      case 8 -> bypass();
      default -> revert();
    }
  }

  private void something() {
    switch (chance.between(0, 19)) {
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
      case 11 -> annotate("driftless.dev/pause", "true");
      case 12 -> annotate("driftless.dev/mode", chance.of("observe", "dry-run", "whatever"));
      case 13 -> annotate(Oracle.OPT_OUT, "false");
      case 14 -> drain();
      case 15 -> autoscale();
      case 16 -> istiodStuck();
      case 17 -> retry();
      case 18 -> policy();
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
    patch(sometime(), "restart", chance.of(items), restart("by hand " + chance.between(1, 99)));
  }

  private static String restart(String stamp) {
    return "{'spec': {'template': {'metadata': {'annotations': {'" + RESTARTED + "': '" + stamp + "'}}}}}";
  }

  private void namespace() {
    ObjectName namespace = new ObjectName("", chance.of(items).name().namespace());
    Duration when = busy().plusSeconds(60);
    at(when, "injection off in " + namespace, () -> world.patch(ResourceTypes.NAMESPACES, namespace,
        "{'metadata': {'labels': {'istio-injection': 'disabled'}}}"));
    if (chance.once(0.7)) {
      at(when.plusSeconds(10), "new pods in " + namespace,
          () -> replace(pod -> pod.namespace().equals(namespace.name())));
    }
    at(when.plus(chance.seconds(20, 300)), "injection on in " + namespace, () -> world.patch(ResourceTypes.NAMESPACES,
        namespace, "{'metadata': {'labels': {'istio-injection': 'enabled'}}}"));
  }

  private void pause() {
    Population.Item item = chance.of(items);
    if (item.type().equals(ResourceTypes.DEPLOYMENTS)) {
      Duration when = busy();
      patch(when, "pause", item, "{'spec': {'paused': true}}");
      patch(when.plus(chance.seconds(20, 300)), "resume", item, "{'spec': {'paused': false}}");
    }
  }

  /** Somebody has something to say about one namespace, or about all by way of our own. */
  private void annotate(String key, String value) {
    String namespace = key.endsWith("pause") && chance.once(0.4) ? World.HOME : chance.of(items).name().namespace();
    ObjectName name = new ObjectName("", namespace);
    Duration when = busy();
    at(when, key + ": " + value + " on " + namespace, () -> world.patch(ResourceTypes.NAMESPACES, name,
        "{'metadata': {'annotations': {'" + key + "': '" + value + "'}}}"));
    at(when.plus(chance.seconds(20, 300)), "no " + key + " on " + namespace, () -> world.patch(
        ResourceTypes.NAMESPACES, name, "{'metadata': {'annotations': {'" + key + "': null}}}"));
  }

  /** All pods of a node have to go. */
  private void drain() {
    String node = "node-" + chance.between(1, 3);
    at(sometime(), "drain " + node, () -> replace(
        pod -> world.get(ResourceTypes.PODS, pod).orElseThrow().path("spec").path("nodeName").asString("").equals(node)
            && !pod.namespace().equals(World.MESH)));
  }

  /** Those pods are deleted, and their owners make new ones. */
  private void replace(Predicate<ObjectName> which) {
    world.list(ResourceTypes.PODS).stream().map(World::name).filter(which).toList()
        .forEach(pod -> world.delete(ResourceTypes.PODS, pod));
  }

  private void autoscale() {
    Population.Item item = chance.of(items);
    Duration when = sometime();
    for (int i = 0; i < 5 && item.type().equals(ResourceTypes.DEPLOYMENTS); i++) {
      patch(when, "autoscale", item, "{'spec': {'replicas': " + chance.between(1, 6) + "}}");
      when = when.plus(chance.seconds(15, 60));
    }
  }

  private void istiodStuck() {
    Duration when = upgrades.getFirst().minusSeconds(1);
    at(when, "istiod's image cannot be pulled", () -> world.cluster().misfortunes()
        .breakImages("pilot", image -> image.contains("/pilot:")));
    at(when.plus(chance.seconds(60, 400)), "istiod's image can be pulled", () -> world.cluster().misfortunes()
        .repair("pilot"));
  }

  private void policy() {
    Policy policy = Policies.of(chance.split());
    at(sometime(), "another policy", () -> run.change(policy));
  }

  /** Somebody has lost patience, and asks for everything to be tried again, whether it was given up or not. */
  private void retry() {
    for (int i = chance.between(1, 3); i > 0; i--) {
      at(sometime(), "retry everything", () -> items.forEach(this::retry));
    }
  }

  /** The target is the one that the workload was restarted towards last. */
  private void retry(Population.Item item) {
    world.get(item.type(), item.name()).map(object -> Write.annotations(object.path("metadata"))
        .path("driftless.dev/target").asString("")).filter(target -> !target.isEmpty())
        .ifPresent(target -> world.patch(item.type(), item.name(),
            "{'metadata': {'annotations': {'driftless.dev/retry': '" + target + "'}}}"));
  }

  private void fragile() {
    String app = chance.of(items).name().name();
    String version = chance.of("1.32.0", "1.32.0", "1.32.1");
    Duration when = busy();
    at(when, app + " does not get ready with " + version, () -> world.cluster().misfortunes().breakPods(app,
        pod -> isOf(app, pod) && has(pod, version),
        chance.of(Behaviour.NEVER_READY, Behaviour.CRASH_LOOP)));
    at(chance.between(when.plusSeconds(60), LENGTH), app + " gets ready again", () -> {
      world.cluster().misfortunes().repair(app);
      world.list(ResourceTypes.PODS).stream().filter(pod -> !World.isReady(pod)).filter(pod -> isOf(app, pod))
          .map(World::name).toList().forEach(pod -> world.delete(ResourceTypes.PODS, pod));
    });
  }

  private static boolean isOf(String app, JsonNode pod) {
    return pod.path("metadata").path("labels").path("app").asString("").equals(app);
  }

  private static boolean has(JsonNode pod, String version) {
    return Stream.of("initContainers", "containers").flatMap(list -> pod.path("spec").path(list).valueStream())
        .anyMatch(container -> container.path("image").asString("").endsWith("/proxyv2:" + version));
  }

  /** Just as a restart begins, pods come up without anybody to ask for a sidecar. */
  private void bypass() {
    Duration outage = chance.seconds(20, 200);
    at(upgrades.getFirst(), "nobody injects at the next restart", () -> run.atRestart(process -> {
      world.list(ResourceTypes.MUTATING_WEBHOOK_CONFIGURATIONS).stream().toList().forEach(this::ignoreFailures);
      istiods(0);
      world.timeline().after(outage, () -> istiods(1));
    }));
  }

  private void ignoreFailures(ObjectNode webhooks) {
    ObjectNode patch = JsonMapper.shared().createObjectNode();
    patch.set("webhooks", webhooks.path("webhooks").deepCopy());
    patch.path("webhooks").forEach(webhook -> ((ObjectNode) webhook).put("failurePolicy", "Ignore"));
    world.patch(ResourceTypes.MUTATING_WEBHOOK_CONFIGURATIONS, World.name(webhooks), patch.toString());
  }

  private void istiods(int replicas) {
    world.patch(ResourceTypes.DEPLOYMENTS, new ObjectName(World.MESH, "istiod"),
        "{'spec': {'replicas': " + replicas + "}}");
  }

  private void istiodDown() {
    Duration when = sometime();
    at(when, "istiod down", () -> istiods(0));
    at(when.plus(chance.seconds(20, 300)), "istiod up", () -> istiods(1));
  }

  private void trouble() {
    Duration when = sometime();
    at(when, "requests in trouble", () -> run.network().trouble(0.25));
    at(when.plus(chance.seconds(20, 300)), "requests go through", () -> run.network().trouble(0));
  }

  private void blindness() {
    Resource resource = chance.of(Resource.values());
    Duration outage = chance.seconds(1, 300);
    at(busy(), "no watch of " + resource.label() + " for " + outage, () -> run.blind(resource, outage));
  }

  private void crash() {
    Duration when = sometime();
    if (chance.once(0.5)) {
      at(when, "crash", () -> run.crash());
    } else {
      at(when, "crashes around requests", () -> run.network().crashes(0.2));
      at(when.plus(chance.seconds(30, 300)), "no more of them", () -> run.network().crashes(0));
    }
  }

  /** A controller that takes away whatever it did not write itself. */
  private void revert() {
    Population.Item item = chance.of(items);
    at(sometime(), "somebody reverts restarts of " + item.name(), () -> run.revert(item, chance.seconds(1, 60)));
  }
}
