package dev.driftless.simulation;

import dev.driftless.sim.store.ObjectName;
import dev.driftless.sim.store.ResourceType;
import dev.driftless.sim.store.ResourceTypes;

import java.util.ArrayList;
import java.util.List;

/** Namespaces and workloads of all kinds, as chance wants them. */
final class Population {

  private static final List<ResourceType> KINDS = List.of(ResourceTypes.DEPLOYMENTS, ResourceTypes.DEPLOYMENTS,
      ResourceTypes.DEPLOYMENTS, ResourceTypes.DEPLOYMENTS, ResourceTypes.STATEFUL_SETS, ResourceTypes.STATEFUL_SETS,
      ResourceTypes.DAEMON_SETS);

  /** That one ever wants. */
  static final int MOST_PODS = 6;

  private static final String APP =
      "{'name': 'app', 'image': 'app:1', 'resources': {'requests': {'cpu': '100m'}}}";

  private final World world;
  private final Chance chance;
  private final Parts parts;
  private final Tags tags;
  private final List<Item> items = new ArrayList<>();
  /** Whether most of them are of the kinds whose pods nobody replaces. */
  private final boolean evicting;

  /** One workload. @param evicts whether it replaces none of its pods by itself */
  record Item(ResourceType type, ObjectName name, boolean evicts) {}

  private Population(World world, Chance chance, Parts parts, Tags tags) {
    this.parts = parts;
    this.world = world;
    this.chance = chance;
    this.tags = tags;
    this.evicting = chance.once(0.3);
  }

  static List<Item> create(World world, Chance chance, Parts parts, Tags tags) {
    Population population = new Population(world, chance, parts, tags);
    population.create();
    return population.items;
  }

  private void create() {
    int namespaces = chance.between(1, 4);
    for (int i = 0; i < namespaces; i++) {
      String namespace = "{'metadata': {'name': 'team-%d', 'annotations': {%s}, 'labels': {%s}}}";
      world.create(ResourceTypes.NAMESPACES, "", namespace.formatted(i, said(), injection()));
      if (evicting && chance.once(0.6) && parts.has("budget-team-" + i)) {
        budget("team-" + i, "all", "{}", chance.of("'maxUnavailable': 1", "'maxUnavailable': 2"));
      }
    }
    int workloads = chance.between(2, 8);
    for (int i = 0; i < workloads; i++) {
      workload("team-" + chance.between(0, namespaces - 1), "app-" + i);
    }
  }

  private String injection() {
    String enabled = tags.any() && chance.once(0.6) ? "'istio.io/rev': '" + Tags.TAG + "'"
        : "'istio-injection': 'enabled'";
    return chance.of(enabled, enabled, enabled, enabled, "'istio.io/rev': 'default'", "");
  }

  private void workload(String namespace, String name) {
    ResourceType type = kind();
    int replicas = chance.between(1, 4);
    boolean evicts = type.kind().startsWith("Replica")
        || !type.equals(ResourceTypes.DEPLOYMENTS) && chance.once(evicting ? 0.8 : 0.15);
    String rollout = new Rollouts(chance).of(type, replicas, evicts);
    String gateway = type.equals(ResourceTypes.DEPLOYMENTS) && chance.once(0.1)
        ? "'inject.istio.io/templates': 'gateway'" : "";
    String spec = """
        {'metadata': {'name': 'NAME', 'labels': {'app': 'NAME'%s}, 'annotations': {%s}}, 'spec': {%s
         'selector': %s,
         'template': {'metadata': {'labels': {'app': 'NAME'%s}, 'annotations': {%s}},
          'spec': {'terminationGracePeriodSeconds': %d, 'containers': [%s]}}}}"""
        .formatted(chance.once(0.08) ? ", '" + CanariesHold.CANARY + "': 'true'" : "", wishes(), rollout,
            type.equals(ResourceTypes.REPLICATION_CONTROLLERS) ? "{'app': 'NAME'}" : "{'matchLabels': {'app': 'NAME'}}",
            chance.once(0.05) ? ", 'sidecar.istio.io/inject': 'false'" : "",
            gateway.isEmpty() ? annotations() : gateway, chance.between(1, 30),
            gateway.isEmpty() ? APP : "{'name': 'istio-proxy', 'image': 'auto'}")
        .replace("NAME", name);
    if (parts.has(name)) {
      world.create(type, namespace, spec);
    }
    items.add(new Item(type, new ObjectName(namespace, name), evicts));
    if (!type.equals(ResourceTypes.DAEMON_SETS) && !evicting && chance.once(0.35) && parts.has("budget-" + name)) {
      budget(namespace, name, chance.once(0.2) ? "{}" : "{'matchLabels': {'app': '" + name + "'}}",
          chance.of("'maxUnavailable': 1", "'maxUnavailable': 1", "'maxUnavailable': '50%'", "'maxUnavailable': 0",
              "'minAvailable': " + Math.max(1, replicas - 1)));
    }
  }

  private ResourceType kind() {
    ResourceType bare = chance.of(ResourceTypes.REPLICA_SETS, ResourceTypes.REPLICATION_CONTROLLERS);
    return chance.once(evicting ? 0.5 : 0.06) ? bare : chance.of(KINDS);
  }

  /** What a namespace is annotated with. */
  private String said() {
    if (chance.once(0.08)) {
      return window();
    }
    return chance.once(0.2) ? "'driftless.dev/mode': '" + chance.of("observe", "dry-run", "enforce", "enforce") + "'"
        : "";
  }

  /** What a workload is annotated with. */
  private String wishes() {
    if (chance.once(0.1)) {
      return window();
    }
    return chance.once(0.05) ? "'" + Oracle.OPT_OUT + "': 'false'" : "";
  }

  /** Some of them nobody can read. */
  private String window() {
    return "'" + Hours.ANNOTATION + "': '" + (chance.once(0.1) ? "at night" : Hours.text(chance)) + "'";
  }

  private String annotations() {
    return chance.of("", "", "", "", "'e2e.driftless.dev/stage': 'slow'", "'sidecar.istio.io/proxyCPU': '20m'",
        "'sidecar.istio.io/proxyImage': 'docker.io/istio/proxyv2:1.30.9'");
  }

  private void budget(String namespace, String name, String selector, String allowed) {
    world.create(ResourceTypes.POD_DISRUPTION_BUDGETS, namespace,
        "{'metadata': {'name': '%s'}, 'spec': {%s, 'selector': %s}}".formatted(name, allowed, selector));
  }
}
