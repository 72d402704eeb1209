package dev.driftless.simulation;

import dev.driftless.core.plan.Policy;
import dev.driftless.sim.store.ObjectName;
import dev.driftless.sim.store.ResourceTypes;

import java.time.Duration;
import java.util.List;

/** What people, and the tools that they use, do to workloads and namespaces. */
final class People extends Affairs {

  People(Run run, Chance chance, Diary diary, List<Population.Item> items) {
    super(run, chance, diary, items);
  }

  void deploy() {
    patch(sometime(), "deploy", chance.of(items),
        "{'spec': {'template': {'metadata': {'annotations': {'version': 'v" + chance.between(1, 99) + "'}}}}}");
  }

  void scale() {
    Population.Item item = chance.of(items);
    if (!item.type().equals(ResourceTypes.DAEMON_SETS)) {
      patch(sometime(), "scale", item, "{'spec': {'replicas': " + chance.between(0, Population.MOST_PODS) + "}}");
    }
  }

  void delete() {
    Population.Item item = chance.of(items);
    at(sometime(), "delete " + item.name(), () -> world.delete(item.type(), item.name()));
  }

  void restart() {
    patch(sometime(), "restart", chance.of(items), restart("by hand " + chance.between(1, 99)));
  }

  void namespace() {
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

  void pause() {
    Population.Item item = chance.of(items);
    if (item.type().equals(ResourceTypes.DEPLOYMENTS)) {
      Duration when = busy();
      patch(when, "pause", item, "{'spec': {'paused': true}}");
      patch(when.plus(chance.seconds(20, 300)), "resume", item, "{'spec': {'paused': false}}");
    }
  }

  /** Somebody has something to say about one namespace, or about all by way of our own. */
  void annotate(String key, String value) {
    String namespace = key.endsWith("pause") && chance.once(0.4) ? World.HOME : chance.of(items).name().namespace();
    ObjectName name = new ObjectName("", namespace);
    Duration when = busy();
    at(when, key + ": " + value + " on " + namespace, () -> world.patch(ResourceTypes.NAMESPACES, name,
        "{'metadata': {'annotations': {'" + key + "': '" + value + "'}}}"));
    at(when.plus(chance.seconds(20, 300)), "no " + key + " on " + namespace, () -> world.patch(
        ResourceTypes.NAMESPACES, name, "{'metadata': {'annotations': {'" + key + "': null}}}"));
  }

  /** Somebody sees the first pod go, and has something to say about its namespace. */
  void annotateAtEviction(String key, String value) {
    Duration time = chance.seconds(40, 200);
    at(diary.firstUpgrade(), key + ": " + value + " at the next eviction", () -> run.atEviction(namespace -> {
      ObjectName name = new ObjectName("", namespace);
      world.patch(ResourceTypes.NAMESPACES, name, "{'metadata': {'annotations': {'" + key + "': '" + value + "'}}}");
      world.timeline().after(time, () -> world.patch(ResourceTypes.NAMESPACES, name,
          "{'metadata': {'annotations': {'" + key + "': null}}}"));
    }));
  }

  /** Somebody lets it be scaled by its load, which goes up and down, and is in the end what it shall be. */
  void autoscale() {
    Population.Item item = chance.of(items);
    if (item.type().equals(ResourceTypes.DAEMON_SETS)) {
      return;
    }
    Duration when = sometime();
    at(when, "autoscaler of " + item.name(), () -> world.create(ResourceTypes.HORIZONTAL_POD_AUTOSCALERS,
        item.name().namespace(), """
            {'metadata': {'name': 'NAME'}, 'spec': {'minReplicas': 1, 'maxReplicas': %d,
             'scaleTargetRef': {'apiVersion': '%s', 'kind': '%s', 'name': 'NAME'}, 'metrics': [{'type': 'Resource',
              'resource': {'name': 'cpu', 'target': {'type': 'Utilization', 'averageUtilization': 50}}}]}}"""
            .formatted(Population.MOST_PODS, item.type().apiVersion(), item.type().kind())
            .replace("NAME", item.name().name())));
    for (int i = 4; i >= 0; i--) {
      int load = i == 0 ? 50 : chance.between(10, 150);
      at(when, "load of " + load + " % on " + item.name(),
          () -> world.cluster().loads().set(item.type(), item.name(), load));
      when = when.plus(chance.seconds(15, 60));
    }
  }

  void policy() {
    Policy policy = Policies.of(chance.split());
    at(sometime(), "another policy", () -> run.change(policy));
  }

  /** Somebody has lost patience, and asks for everything to be tried again, whether it was given up or not. */
  void retry() {
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

  /** A controller that takes away whatever it did not write itself. */
  void revert() {
    Population.Item item = chance.of(items);
    at(sometime(), "somebody reverts restarts of " + item.name(), () -> run.revert(item, chance.seconds(1, 60)));
  }
}
