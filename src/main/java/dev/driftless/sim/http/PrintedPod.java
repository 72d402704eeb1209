package dev.driftless.sim.http;

import tools.jackson.databind.JsonNode;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A pod in one word, as {@code kubectl get pods} has it: the most telling of its phase, its containers and its end.
 */
final class PrintedPod {

  private final JsonNode pod;
  private final JsonNode status;
  private final Set<String> sidecars = new HashSet<>();
  private String reason;
  private int ready;
  private int restarts;
  private String lastRestart = "";

  private PrintedPod(JsonNode pod) {
    this.pod = pod;
    status = pod.path("status");
    for (JsonNode container : pod.path("spec").path("initContainers")) {
      if (container.path("restartPolicy").asString("").equals("Always")) {
        sidecars.add(container.path("name").asString(""));
      }
    }
    reason = status.path("reason").asString(status.path("phase").asString(""));
  }

  static PrintedPod of(JsonNode pod) {
    PrintedPod state = new PrintedPod(pod);
    if (!state.initializing() || state.holds("Initialized")) {
      state.containers();
    }
    boolean over = List.of("Succeeded", "Failed").contains(state.status.path("phase").asString(""));
    if (pod.path("metadata").has("deletionTimestamp") && !over) {
      state.reason = state.status.path("reason").asString("").equals("NodeLost") ? "Unknown" : "Terminating";
    }
    return state;
  }

  String word() {
    return reason;
  }

  /** Ready containers of all: {@code 1/2}. */
  String ready() {
    return ready + "/" + (pod.path("spec").path("containers").size() + sidecars.size());
  }

  Object restarts(Ages ages) {
    return restarts == 0 || lastRestart.isEmpty() ? Integer.toString(restarts)
        : restarts + " (" + ages.since(new tools.jackson.databind.node.StringNode(lastRestart)) + " ago)";
  }

  private boolean holds(String condition) {
    return status.path("conditions").valueStream().anyMatch(found ->
        found.path("type").asString("").equals(condition) && found.path("status").asString("").equals("True"));
  }

  /** Whether init containers still have to run, or have failed. */
  private boolean initializing() {
    int index = 0;
    int sidecarRestarts = 0;
    for (JsonNode container : status.path("initContainerStatuses")) {
      boolean sidecar = sidecars.contains(container.path("name").asString(""));
      count(container);
      sidecarRestarts += sidecar ? container.path("restartCount").asInt(0) : 0;
      JsonNode terminated = container.path("state").path("terminated");
      String waiting = container.path("state").path("waiting").path("reason").asString("");
      boolean done = terminated.isObject() && terminated.path("exitCode").asInt(0) == 0;
      if (!done && !(sidecar && container.path("started").asBoolean(false))) {
        reason = "Init:" + (terminated.isObject() ? end(terminated)
            : waiting.isEmpty() || waiting.equals("PodInitializing")
                ? index + "/" + pod.path("spec").path("initContainers").size() : waiting);
        return true;
      }
      ready += !done && container.path("ready").asBoolean(false) ? 1 : 0;
      index++;
    }
    restarts = sidecarRestarts;
    return false;
  }

  private void containers() {
    boolean running = false;
    for (JsonNode container : status.path("containerStatuses").valueStream().toList().reversed()) {
      count(container);
      JsonNode state = container.path("state");
      if (!state.path("waiting").path("reason").asString("").isEmpty()) {
        reason = state.path("waiting").path("reason").asString("");
      } else if (state.path("terminated").isObject()) {
        reason = end(state.path("terminated"));
      } else if (container.path("ready").asBoolean(false) && state.path("running").isObject()) {
        running = true;
        ready++;
      }
    }
    if (reason.equals("Completed") && running) {
      reason = holds("Ready") ? "Running" : "NotReady";
    }
  }

  private void count(JsonNode container) {
    restarts += container.path("restartCount").asInt(0);
    String end = container.path("lastState").path("terminated").path("finishedAt").asString("");
    lastRestart = end.compareTo(lastRestart) > 0 ? end : lastRestart;
  }

  private static String end(JsonNode terminated) {
    String why = terminated.path("reason").asString("");
    int signal = terminated.path("signal").asInt(0);
    return !why.isEmpty() ? why : signal != 0 ? "Signal:" + signal : "ExitCode:" + terminated.path("exitCode").asInt(0);
  }
}
