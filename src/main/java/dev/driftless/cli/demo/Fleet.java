package dev.driftless.cli.demo;

import dev.driftless.sim.store.ResourceType;
import dev.driftless.sim.store.ResourceTypes;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * What runs in the demo's cluster: twelve namespaces, and workloads of all kinds in them. Most are plain Deployments; a
 * dozen are what keeps upgrades from being as simple as that.
 */
final class Fleet {

  /** Its new pods never get ready with the new sidecar; too large for a canary, or nothing else would be seen. */
  static final String FRAGILE = "fragile";
  /** Specials that are there whatever the size. */
  static final int FEWEST = 16;

  private static final Map<String, String> ENABLED = Map.of("istio-injection", "enabled");
  private static final List<String> INJECTED = List.of("shop", "payments", "orders", "search", "media", "identity",
      "reports", "mail", "edge", "data");
  private static final List<String> SERVICES = List.of("web", "api", "worker", "cache", "sync", "gateway", "auth",
      "feed", "batch", "mirror", "index", "queue");

  private final List<Item> items = new ArrayList<>();
  private final RandomGenerator random;

  /** An object to create. */
  record Item(ResourceType type, String namespace, ObjectNode object) {}

  private Fleet(RandomGenerator random) {
    this.random = random;
  }

  /** @param workloads in all, at least {@link #FEWEST} */
  static List<Item> of(int workloads, RandomGenerator random) {
    Fleet fleet = new Fleet(random);
    fleet.namespaces();
    fleet.specials();
    fleet.deployments(workloads - FEWEST);
    return List.copyOf(fleet.items);
  }

  private void namespaces() {
    INJECTED.forEach(name -> namespace(name, name.equals("edge") ? Map.of("istio.io/rev", "default") : ENABLED));
    namespace("legacy", Map.of("istio-injection", "disabled"));
    namespace("tools", Map.of());
  }

  private void specials() {
    Workload.stateful("data", "postgres", 3).addTo(items);
    Workload.stateful("data", "kafka", 3).addTo(items);
    Workload.stateful("data", "single", 1).addTo(items);
    Workload.daemons("edge", "agent").addTo(items);
    Workload.daemons("edge", "by-hand").with(spec -> spec.putObject("updateStrategy").put("type", "OnDelete"))
        .addTo(items);
    Workload.deployment("shop", "recreated", 2).with(spec -> spec.putObject("strategy").put("type", "Recreate"))
        .addTo(items);
    Workload.deployment("shop", "opted-out", 2).annotated("driftless.dev/restart", "false").addTo(items);
    Workload.deployment("payments", FRAGILE, 3).addTo(items);
    Workload.deployment("payments", "guarded", 2).with(Fleet::oneDown).addTo(items);
    items.add(new Item(ResourceTypes.POD_DISRUPTION_BUDGETS, "payments", budget("guarded")));
    Workload.deployment("orders", "no-sidecar", 1).labelled("sidecar.istio.io/inject", "false").addTo(items);
    Workload.deployment("tools", "opted-in", 1).labelled("sidecar.istio.io/inject", "true").addTo(items);
    Workload.deployment("tools", "dashboard", 1).addTo(items);
    Workload.deployment("legacy", "monolith", 2).addTo(items);
    Workload.job("reports", "import").addTo(items);
    Workload.barePod("mail", "debug").addTo(items);
    Workload.deployment("identity", "two-versions", 2).labelled("version", "v2").addTo(items);
  }

  private void deployments(int count) {
    for (int i = 0; i < count; i++) {
      String namespace = INJECTED.get(i % INJECTED.size());
      int round = i / INJECTED.size();
      String name = SERVICES.get(round % SERVICES.size())
          + (round < SERVICES.size() ? "" : "-" + round / SERVICES.size());
      Workload.deployment(namespace, name, random.nextInt(1, 4)).addTo(items);
    }
  }

  private void namespace(String name, Map<String, String> labels) {
    ObjectNode namespace = JsonNodeFactory.instance.objectNode().put("apiVersion", "v1").put("kind", "Namespace");
    ObjectNode metadata = namespace.putObject("metadata").put("name", name);
    labels.forEach(metadata.putObject("labels")::put);
    items.add(new Item(ResourceTypes.NAMESPACES, "", namespace));
  }

  private static void oneDown(ObjectNode spec) {
    spec.putObject("strategy").put("type", "RollingUpdate").putObject("rollingUpdate").put("maxUnavailable", 1);
  }

  /** One that can never allow anything. */
  private static ObjectNode budget(String app) {
    ObjectNode budget = JsonNodeFactory.instance.objectNode().put("apiVersion", "policy/v1")
        .put("kind", "PodDisruptionBudget");
    budget.putObject("metadata").put("name", app);
    ObjectNode spec = budget.putObject("spec").put("maxUnavailable", 0);
    spec.putObject("selector").putObject("matchLabels").put("app", app);
    return budget;
  }

  static ArrayNode containers() {
    ArrayNode containers = JsonNodeFactory.instance.arrayNode();
    containers.addObject().put("name", "app").put("image", "registry.k8s.io/pause:3.10");
    return containers;
  }
}
