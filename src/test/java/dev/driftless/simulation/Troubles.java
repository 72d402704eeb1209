package dev.driftless.simulation;

import dev.driftless.core.model.Resource;
import dev.driftless.sim.node.Behaviour;
import dev.driftless.sim.store.ResourceTypes;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** What goes wrong: with pods, with the mesh, on the way to the API server, and with the daemon itself. */
final class Troubles extends Affairs {

  Troubles(Run run, Chance chance, Diary diary, List<Population.Item> items) {
    super(run, chance, diary, items);
  }

  /** All pods of a node have to go. */
  void drain() {
    String node = "node-" + chance.between(1, 3);
    at(sometime(), "drain " + node, () -> replace(
        pod -> world.get(ResourceTypes.PODS, pod).orElseThrow().path("spec").path("nodeName").asString("").equals(node)
            && !pod.namespace().equals(World.MESH)));
  }

  /** A machine is out of reach for a while, and what runs there with it. */
  void loseNode() {
    String node = "node-" + chance.between(1, 3);
    Duration when = sometime();
    at(when, node + " is lost", () -> world.cluster().kubelets().lose(node));
    at(when.plus(chance.seconds(20, 300)), node + " is back", () -> world.cluster().kubelets().recover(node));
  }

  void istiodStuck() {
    Duration when = diary.firstUpgrade().minusSeconds(1);
    at(when, "istiod's image cannot be pulled", () -> world.cluster().misfortunes()
        .breakImages("pilot", image -> image.contains("/pilot:")));
    at(when.plus(chance.seconds(60, 400)), "istiod's image can be pulled", () -> world.cluster().misfortunes()
        .repair("pilot"));
  }

  void fragile() {
    String app = chance.of(items).name().name();
    String version = chance.of("1.32.0", "1.32.0", "1.32.1");
    Duration when = busy();
    at(when, app + " does not get ready with " + version, () -> world.cluster().misfortunes().breakPods(app,
        pod -> isOf(app, pod) && has(pod, version),
        chance.of(Behaviour.NEVER_READY, Behaviour.CRASH_LOOP)));
    at(chance.between(when.plusSeconds(60), Diary.LENGTH), app + " gets ready again", () -> {
      world.cluster().misfortunes().repair(app);
      world.list(ResourceTypes.PODS).stream().filter(pod -> !World.isReady(pod)).filter(pod -> isOf(app, pod))
          .map(World::name).toList().forEach(pod -> world.delete(ResourceTypes.PODS, pod));
    });
  }

  /** Pods of that workload come out with another proxy than dry runs show. */
  void rewriting() {
    String app = chance.of(items).name().name();
    Duration when = busy();
    at(when, "somebody rewrites pods of " + app, () -> run.rewriting().begin(app));
    at(chance.between(when.plusSeconds(60), Diary.LENGTH), "nobody does any more", () -> run.rewriting().end(app));
  }

  private static boolean isOf(String app, JsonNode pod) {
    return pod.path("metadata").path("labels").path("app").asString("").equals(app);
  }

  private static boolean has(JsonNode pod, String version) {
    return Stream.of("initContainers", "containers").flatMap(list -> pod.path("spec").path(list).valueStream())
        .anyMatch(container -> container.path("image").asString("").endsWith("/proxyv2:" + version));
  }

  /** Just as a restart begins, pods come up without anybody to ask for a sidecar. */
  void bypass() {
    Duration outage = chance.seconds(20, 200);
    at(diary.firstUpgrade(), "nobody injects at the next restart", () -> run.atRestart(process -> {
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

  void istiodDown() {
    Duration when = sometime();
    at(when, "istiod down", () -> istiods(0));
    at(when.plus(chance.seconds(20, 300)), "istiod up", () -> istiods(1));
  }

  void trouble() {
    Duration when = sometime();
    at(when, "requests in trouble", () -> run.network().trouble(0.25));
    at(when.plus(chance.seconds(20, 300)), "requests go through", () -> run.network().trouble(0));
  }

  void blindness() {
    Resource resource = chance.of(Resource.values());
    Duration outage = chance.once(0.6) ? chance.seconds(1, 180) : chance.seconds(200, 420);
    at(busy(), "no watch of " + resource.label() + " for " + outage, () -> run.blind(resource, outage));
  }

  /** When restarts are due, that has not been heard of for so long that nobody may trust it. */
  void blindnessBefore() {
    Resource resource = chance.of(Resource.values());
    Duration outage = chance.seconds(300, 420);
    Duration begin = diary.firstUpgrade().minus(chance.seconds(60, 160));
    at(begin.isNegative() ? Duration.ZERO : begin, "no watch of " + resource.label() + " for " + outage,
        () -> run.blind(resource, outage));
  }

  void crash() {
    Duration when = sometime();
    if (chance.once(0.5)) {
      at(when, "crash", () -> run.crash());
    } else {
      at(when, "crashes around requests", () -> run.network().crashes(0.2));
      at(when.plus(chance.seconds(30, 300)), "no more of them", () -> run.network().crashes(0));
    }
  }
}
