package dev.driftless.sim.controllers.nodes;

import dev.driftless.sim.controllers.frame.PodState;
import dev.driftless.sim.controllers.frame.Read;
import dev.driftless.sim.store.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

import java.util.List;
import java.util.Optional;

/** What is known of a node, and of pods on one that nothing is known of. Pure. */
final class NodeHealth {

  private static final List<String> TOLD_BY_KUBELETS =
      List.of("Ready", "MemoryPressure", "DiskPressure", "PIDPressure");

  private NodeHealth() {}

  /** {@code True}, {@code False} or {@code Unknown}; empty for a node that has told nothing yet. */
  static String ready(ObjectNode node) {
    return PodState.condition(node, "Ready").map(ready -> Read.text(ready, "status")).orElse("");
  }

  static boolean doubtful(ObjectNode node) {
    String ready = ready(node);
    return !ready.isEmpty() && !ready.equals("True");
  }

  /** The node with everything unknown that its kubelet used to tell. */
  static ObjectNode silent(ObjectNode node, StringNode now) {
    ArrayNode conditions = JsonNodeFactory.instance.arrayNode();
    for (JsonNode condition : Read.at(node, "status", "conditions")) {
      conditions.add(TOLD_BY_KUBELETS.contains(Read.text(condition, "type")) ? unknown((ObjectNode) condition, now)
          : condition);
    }
    return Json.with(node, conditions, "status", "conditions");
  }

  private static ObjectNode unknown(ObjectNode condition, StringNode now) {
    if (Read.text(condition, "status").equals("Unknown")) {
      return condition;
    }
    ObjectNode unknown = turned(condition, "Unknown", now);
    return unknown.put("reason", "NodeStatusUnknown").put("message", "Kubelet stopped posting node status.");
  }

  /** The pod as not ready, for the reason that it was told with last; empty if it is not anyway. */
  static Optional<ObjectNode> unready(ObjectNode pod, StringNode now) {
    if (!PodState.ready(pod)) {
      return Optional.empty();
    }
    ArrayNode conditions = JsonNodeFactory.instance.arrayNode();
    for (JsonNode condition : Read.at(pod, "status", "conditions")) {
      conditions.add(Read.text(condition, "type").equals("Ready") ? turned((ObjectNode) condition, "False", now)
          : condition);
    }
    return Optional.of(Json.with(pod, conditions, "status", "conditions"));
  }

  private static ObjectNode turned(ObjectNode condition, String status, StringNode now) {
    return Json.with(Json.with(condition, status, "status"), now, "lastTransitionTime");
  }
}
