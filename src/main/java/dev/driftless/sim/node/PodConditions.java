package dev.driftless.sim.node;

import dev.driftless.sim.controllers.frame.PodState;
import dev.driftless.sim.controllers.frame.Read;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Conditions of pods. Those that come about in the same second are one object in memory, whatever pod they are of. */
final class PodConditions {

  private static final List<String> ORDER =
      List.of("PodReadyToStartContainers", "Initialized", "ContainersReady", "Ready");

  private final Map<List<String>, ObjectNode> shared = new HashMap<>();
  private StringNode second;

  /**
   * @param initialized whether its init containers are through
   * @param reason      why it is not ready, empty if it is
   */
  ArrayNode of(ObjectNode pod, StringNode now, boolean initialized, String reason, String message) {
    if (now != second) {
      second = now;
      shared.clear();
    }
    boolean ended = reason.equals("PodCompleted");
    String ready = reason.isEmpty() ? "True" : "False";
    ArrayNode conditions = JsonNodeFactory.instance.arrayNode();
    conditions.add(one(pod, ORDER.get(0), ended ? "False" : "True", "", ""));
    conditions.add(one(pod, ORDER.get(1), initialized ? "True" : "False",
        ended ? reason : initialized ? "" : "ContainersNotInitialized", ""));
    conditions.add(one(pod, ORDER.get(2), ready, reason, message));
    conditions.add(one(pod, ORDER.get(3), ready, reason, message));
    PodState.condition(pod, "PodScheduled").ifPresent(conditions::add);
    PodState.condition(pod, "DisruptionTarget").ifPresent(conditions::add);
    for (JsonNode gate : Read.at(pod, "spec", "readinessGates")) {
      conditions.add(one(pod, Read.text(gate, "conditionType"), "True", "", ""));
    }
    return conditions;
  }

  private ObjectNode one(ObjectNode pod, String type, String status, String reason, String message) {
    Optional<ObjectNode> before = PodState.condition(pod, type)
        .filter(condition -> Read.text(condition, "status").equals(status));
    boolean same = before.filter(condition -> Read.text(condition, "reason").equals(reason)
        && Read.text(condition, "message").equals(message)).isPresent();
    if (same) {
      return before.get();
    }
    return before.map(condition -> condition(type, status, reason, message, condition.get("lastTransitionTime")))
        .orElseGet(() -> shared.computeIfAbsent(List.of(type, status, reason, message),
            key -> condition(type, status, reason, message, second)));
  }

  private static ObjectNode condition(String type, String status, String reason, String message, JsonNode since) {
    ObjectNode condition = JsonNodeFactory.instance.objectNode();
    condition.put("type", type).put("status", status);
    condition.set("lastTransitionTime", since);
    if (!reason.isEmpty()) {
      condition.put("reason", reason);
    }
    if (!message.isEmpty()) {
      condition.put("message", message);
    }
    return condition;
  }
}
