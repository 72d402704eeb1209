package dev.driftless.sim.node;

import dev.driftless.sim.controllers.frame.PodState;
import dev.driftless.sim.controllers.frame.Read;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** What a kubelet says of its node as long as all is well. */
final class NodeConditions {

  private final JsonNode node;
  private final StringNode now;
  private final ArrayNode conditions = JsonNodeFactory.instance.arrayNode();

  private NodeConditions(JsonNode node, StringNode now) {
    this.node = node;
    this.now = now;
  }

  /** @param node as it was told last: what is the same as then has its time */
  static ArrayNode well(JsonNode node, StringNode now) {
    NodeConditions told = new NodeConditions(node, now);
    told.add("MemoryPressure", "False", "KubeletHasSufficientMemory", "kubelet has sufficient memory available");
    told.add("DiskPressure", "False", "KubeletHasNoDiskPressure", "kubelet has no disk pressure");
    told.add("PIDPressure", "False", "KubeletHasSufficientPID", "kubelet has sufficient PID available");
    told.add("Ready", "True", "KubeletReady", "kubelet is posting ready status");
    return told.conditions;
  }

  private void add(String type, String status, String reason, String message) {
    ObjectNode condition = conditions.addObject().put("type", type).put("status", status);
    condition.set("lastHeartbeatTime", now);
    condition.set("lastTransitionTime", PodState.condition(node, type)
        .filter(before -> Read.text(before, "status").equals(status))
        .map(before -> before.get("lastTransitionTime")).orElse(now));
    condition.put("reason", reason).put("message", message);
  }
}
