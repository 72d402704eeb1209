package dev.driftless.sim.node;

import dev.driftless.sim.controllers.frame.Read;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * One container as a pod's status tells it.
 *
 * @param state    with the one field that says which
 * @param last     of the run before; empty if there was none
 */
record ContainerState(boolean ready, boolean started, int restarts, ObjectNode state, ObjectNode last) {

  static final ObjectNode NEVER = JsonNodeFactory.instance.objectNode();

  static ContainerState waiting(String reason, String message) {
    return new ContainerState(false, false, 0, waitingState(reason, message), NEVER);
  }

  static ContainerState running(boolean ready, ObjectNode state) {
    return new ContainerState(ready, true, 0, state, NEVER);
  }

  static ContainerState ended(boolean init, ObjectNode state) {
    return new ContainerState(init, false, 0, state, NEVER);
  }

  /** As it was told last. */
  static ContainerState told(JsonNode status) {
    return new ContainerState(Read.flag(status, "ready"), Read.flag(status, "started"),
        Read.number(status, 0, "restartCount"), Read.object(status, "state"), Read.object(status, "lastState"));
  }

  ContainerState readyNow(boolean now) {
    return new ContainerState(now, started, restarts, state, last);
  }

  ContainerState restarted(ObjectNode running) {
    return new ContainerState(false, true, restarts + 1, running, last);
  }

  ContainerState crashed(ObjectNode waiting, ObjectNode terminated) {
    return new ContainerState(false, false, restarts, waiting, terminated);
  }

  static ObjectNode waitingState(String reason, String message) {
    ObjectNode state = JsonNodeFactory.instance.objectNode();
    ObjectNode waiting = state.putObject("waiting").put("reason", reason);
    if (!message.isEmpty()) {
      waiting.put("message", message);
    }
    return state;
  }

  static ObjectNode runningState(StringNode since) {
    ObjectNode state = JsonNodeFactory.instance.objectNode();
    state.putObject("running").set("startedAt", since);
    return state;
  }

  static ObjectNode terminatedState(int exitCode, JsonNode since, StringNode now) {
    ObjectNode state = JsonNodeFactory.instance.objectNode();
    ObjectNode terminated = state.putObject("terminated");
    terminated.put("exitCode", exitCode).put("reason", exitCode == 0 ? "Completed" : "Error");
    terminated.set("startedAt", since);
    terminated.set("finishedAt", now);
    return state;
  }

  ObjectNode toJson(JsonNode container) {
    ObjectNode status = JsonNodeFactory.instance.objectNode();
    status.set("name", container.get("name"));
    status.set("state", state);
    status.set("lastState", last);
    status.put("ready", ready);
    status.put("restartCount", restarts);
    status.set("image", container.get("image"));
    boolean pulled = started || state.has("terminated") || !last.isEmpty();
    status.set("imageID", pulled ? container.get("image") : JsonNodeFactory.instance.stringNode(""));
    status.put("started", started);
    return status;
  }
}
