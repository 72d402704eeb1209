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

  private final World world;
  private final Chance chance;
  private final Parts parts;
  private final List<Item> items = new ArrayList<>();

  /** One workload. */
  record Item(ResourceType type, ObjectName name) {}

  private Population(World world, Chance chance, Parts parts) {
    this.parts = parts;
    this.world = world;
    this.chance = chance;
  }

  static List<Item> create(World world, Chance chance, Parts parts) {
    Population population = new Population(world, chance, parts);
    population.create();
    return population.items;
  }

  private void create() {
    int namespaces = chance.between(1, 4);
    for (int i = 0; i < namespaces; i++) {
      String namespace = "{'metadata': {'name': 'team-%d', 'annotations': {%s}, 'labels': {%s}}}";
      world.create(ResourceTypes.NAMESPACES, "", namespace.formatted(i, said(),
          chance.of("'istio-injection': 'enabled'", "'istio-injection': 'enabled'", "'istio-injection': 'enabled'",
              "'istio-injection': 'enabled'", "'istio.io/rev': 'default'", "")));
    }
    int workloads = chance.between(2, 8);
    for (int i = 0; i < workloads; i++) {
      workload("team-" + chance.between(0, namespaces - 1), "app-" + i);
    }
  }

  private void workload(String namespace, String name) {
    ResourceType type = chance.of(KINDS);
    int replicas = chance.between(1, 4);
    String spec = """
        {'metadata': {'name': 'NAME', 'labels': {'app': 'NAME'}, 'annotations': {%s}}, 'spec': {%s
         'selector': {'matchLabels': {'app': 'NAME'}},
         'template': {'metadata': {'labels': {'app': 'NAME'%s}, 'annotations': {%s}},
          'spec': {'terminationGracePeriodSeconds': %d, 'containers': [{'name': 'app', 'image': 'app:1'}]}}}}"""
        .formatted(chance.once(0.05) ? "'" + Oracle.OPT_OUT + "': 'false'" : "", rollout(type, replicas),
            chance.once(0.05) ? ", 'sidecar.istio.io/inject': 'false'" : "",
            annotations(), chance.between(1, 30)).replace("NAME", name);
    if (parts.has(name)) {
      world.create(type, namespace, spec);
    }
    items.add(new Item(type, new ObjectName(namespace, name)));
    if (!type.equals(ResourceTypes.DAEMON_SETS) && chance.once(0.35)) {
      budget(namespace, name, replicas);
    }
  }

  /** What a namespace is annotated with. */
  private String said() {
    return chance.once(0.2) ? "'driftless.dev/mode': '" + chance.of("observe", "dry-run", "enforce", "enforce") + "'"
        : "";
  }

  private String rollout(ResourceType type, int replicas) {
    if (type.equals(ResourceTypes.DAEMON_SETS)) {
      return chance.once(0.15) ? "'updateStrategy': {'type': 'OnDelete'}," : "";
    }
    String size = "'replicas': " + replicas + ",";
    if (type.equals(ResourceTypes.STATEFUL_SETS)) {
      return size + "'serviceName': 'NAME',"
          + chance.of("", "", "", "'updateStrategy': {'type': 'OnDelete'},",
              "'updateStrategy': {'type': 'RollingUpdate', 'rollingUpdate': {'partition': 1}},",
              "'podManagementPolicy': 'Parallel',");
    }
    return size + (chance.once(0.2) ? "'progressDeadlineSeconds': 120," : "") + chance.of("", "", "",
        "'strategy': {'type': 'Recreate'},",
        "'strategy': {'type': 'RollingUpdate', 'rollingUpdate': {'maxSurge': 1, 'maxUnavailable': 0}},",
        "'strategy': {'type': 'RollingUpdate', 'rollingUpdate': {'maxSurge': 0, 'maxUnavailable': '50%'}},");
  }

  private String annotations() {
    return chance.of("", "", "", "", "'e2e.driftless.dev/stage': 'slow'", "'sidecar.istio.io/proxyCPU': '20m'",
        "'sidecar.istio.io/proxyImage': 'docker.io/istio/proxyv2:1.30.9'");
  }

  private void budget(String namespace, String name, int replicas) {
    String allowed = chance.of("'maxUnavailable': 1", "'maxUnavailable': 1", "'maxUnavailable': '50%'",
        "'maxUnavailable': 0", "'minAvailable': " + Math.max(1, replicas - 1));
    String selector = chance.once(0.2) ? "{}" : "{'matchLabels': {'app': '" + name + "'}}";
    if (parts.has("budget-" + name)) {
      world.create(ResourceTypes.POD_DISRUPTION_BUDGETS, namespace,
          "{'metadata': {'name': '%s'}, 'spec': {%s, 'selector': %s}}".formatted(name, allowed, selector));
    }
  }
}
