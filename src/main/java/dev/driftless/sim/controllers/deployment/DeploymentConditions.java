package dev.driftless.sim.controllers.deployment;

import dev.driftless.sim.controllers.frame.Read;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A Deployment's conditions while a new status is put together. */
final class DeploymentConditions {

  private final List<ObjectNode> conditions = new ArrayList<>();
  private final StringNode now;

  DeploymentConditions(JsonNode status, StringNode now) {
    status.path("conditions").forEach(condition -> conditions.add((ObjectNode) condition));
    this.now = now;
  }

  Optional<ObjectNode> get(String type) {
    return conditions.stream().filter(condition -> Read.text(condition, "type").equals(type)).findFirst();
  }

  /** Changes nothing if status and reason are what they were, even if the message is not. */
  void set(String type, String status, String reason, String message) {
    boolean same = get(type).filter(condition -> Read.text(condition, "status").equals(status)
        && Read.text(condition, "reason").equals(reason)).isPresent();
    if (!same) {
      renew(type, status, reason, message);
    }
  }

  /** Notes the time of the update in any case, and that of the transition if the status is another. */
  void renew(String type, String status, String reason, String message) {
    ObjectNode condition = JsonNodeFactory.instance.objectNode();
    condition.put("type", type).put("status", status);
    condition.set("lastUpdateTime", now);
    condition.set("lastTransitionTime", get(type).filter(before -> Read.text(before, "status").equals(status))
        .map(before -> before.get("lastTransitionTime")).orElse(now));
    condition.put("reason", reason).put("message", message);
    remove(type);
    conditions.add(condition);
  }

  void remove(String type) {
    conditions.removeIf(condition -> Read.text(condition, "type").equals(type));
  }

  ArrayNode toJson() {
    return JsonNodeFactory.instance.arrayNode().addAll(conditions);
  }
}
