package dev.driftless.sim.controllers.autoscaling;

import dev.driftless.sim.controllers.frame.Read;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An autoscaler's status while the next one is put together. */
final class AutoscalerStatus {

  private final ObjectNode status = JsonNodeFactory.instance.objectNode();
  private final List<ObjectNode> conditions = new ArrayList<>();
  private final StringNode now;

  AutoscalerStatus(JsonNode before, StringNode now) {
    status.setAll((ObjectNode) before);
    before.path("conditions").forEach(condition -> conditions.add((ObjectNode) condition));
    this.now = now;
  }

  int desired() {
    return Read.number(status, 0, "desiredReplicas");
  }

  void able(boolean is, String reason, String message) {
    condition("AbleToScale", is, reason, message);
  }

  void active(boolean is, String reason, String message) {
    condition("ScalingActive", is, reason, message);
  }

  void limited(boolean is, String reason, String message) {
    condition("ScalingLimited", is, reason, message);
  }

  /** In the order in which they were told first; the time is that of the last change of the status alone. */
  private void condition(String type, boolean is, String reason, String message) {
    String value = is ? "True" : "False";
    Optional<ObjectNode> known =
        conditions.stream().filter(each -> Read.text(each, "type").equals(type)).findFirst();
    ObjectNode condition = JsonNodeFactory.instance.objectNode();
    condition.put("type", type).put("status", value);
    condition.set("lastTransitionTime", known.filter(each -> Read.text(each, "status").equals(value))
        .map(each -> each.get("lastTransitionTime")).orElse(now));
    condition.put("reason", reason).put("message", message);
    if (known.isPresent()) {
      conditions.set(conditions.indexOf(known.get()), condition);
    } else {
      conditions.add(condition);
    }
  }

  /** @param metrics empty if nothing was measured */
  void counts(int current, int desired, Optional<ArrayNode> metrics) {
    status.remove("currentReplicas");
    if (current > 0) {
      status.put("currentReplicas", current);
    }
    status.put("desiredReplicas", desired);
    status.putNull("currentMetrics");
    metrics.ifPresent(list -> status.set("currentMetrics", list));
  }

  void rescaled() {
    status.set("lastScaleTime", now);
  }

  ObjectNode toJson() {
    status.set("conditions", JsonNodeFactory.instance.arrayNode().addAll(conditions));
    return status;
  }
}
