package dev.driftless.sim.node;

import dev.driftless.sim.controllers.frame.Read;
import dev.driftless.sim.store.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A pod's next status while a kubelet puts it together: the states of its containers, and what follows from them. */
final class StatusDraft {

  private final ObjectNode pod;
  private final Map<JsonNode, ContainerState> init = new LinkedHashMap<>();
  private final Map<JsonNode, ContainerState> containers = new LinkedHashMap<>();

  /** Starts with what the pod's status tells; a container that it does not tell of waits to be created. */
  StatusDraft(ObjectNode pod) {
    this.pod = pod;
    boolean initializing = !Read.at(pod, "spec", "initContainers").isEmpty();
    ContainerState unknown = ContainerState.waiting(initializing ? "PodInitializing" : "ContainerCreating", "");
    fill(init, "initContainers", "initContainerStatuses", unknown);
    fill(containers, "containers", "containerStatuses", unknown);
  }

  private void fill(Map<JsonNode, ContainerState> states, String list, String statuses, ContainerState unknown) {
    Map<String, JsonNode> told = new LinkedHashMap<>();
    Read.at(pod, "status", statuses).forEach(status -> told.put(Read.text(status, "name"), status));
    for (JsonNode container : Read.at(pod, "spec", list)) {
      JsonNode status = told.get(Read.text(container, "name"));
      states.put(container, status == null ? unknown : ContainerState.told(status));
    }
  }

  Map<JsonNode, ContainerState> init() {
    return init;
  }

  Map<JsonNode, ContainerState> containers() {
    return containers;
  }

  static boolean sidecar(JsonNode initContainer) {
    return Read.text(initContainer, "restartPolicy").equals("Always");
  }

  /** A sidecar among the plain containers, as injected where native ones are not used. */
  boolean proxy(JsonNode container) {
    return containers.size() > 1 && Read.text(container, "name").equals("istio-proxy");
  }

  ObjectNode toJson(String phase, PodConditions conditions, StringNode now) {
    ObjectNode status = JsonNodeFactory.instance.objectNode();
    status.setAll(Read.object(pod, "status"));
    status.put("phase", phase);
    status.set("conditions", conditions.of(pod, now, initialized(), reason(phase), message(phase)));
    if (!init.isEmpty()) {
      status.set("initContainerStatuses", list(init));
    }
    status.set("containerStatuses", list(containers));
    return status;
  }

  ObjectNode podWith(ObjectNode status) {
    return Json.with(pod, status, "status");
  }

  private static ArrayNode list(Map<JsonNode, ContainerState> states) {
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    states.forEach((container, state) -> list.add(state.toJson(container)));
    return list;
  }

  private boolean initialized() {
    return init.values().stream().allMatch(state -> state.started() || state.state().has("terminated"));
  }

  private String reason(String phase) {
    return switch (phase) {
      case "Succeeded" -> "PodCompleted";
      case "Failed" -> "PodFailed";
      default -> unready().isEmpty() ? "" : "ContainersNotReady";
    };
  }

  private String message(String phase) {
    List<String> unready = unready();
    return phase.equals("Succeeded") || phase.equals("Failed") || unready.isEmpty() ? ""
        : "containers with unready status: [" + String.join(" ", unready) + "]";
  }

  private List<String> unready() {
    List<String> unready = new ArrayList<>();
    init.forEach((container, state) -> {
      if (sidecar(container) && !state.ready()) {
        unready.add(Read.text(container, "name"));
      }
    });
    containers.forEach((container, state) -> {
      if (!state.ready()) {
        unready.add(Read.text(container, "name"));
      }
    });
    return unready;
  }
}
