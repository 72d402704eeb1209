package dev.driftless.sim.node;

import dev.driftless.sim.controllers.frame.Read;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

import java.util.Map;
import java.util.function.BiFunction;

/** What each step makes of a pod. Nothing but the pod given back is changed. */
final class PodRunner {

  private final Misfortunes misfortunes;
  private final PodConditions conditions = new PodConditions();
  private StringNode second;
  private ObjectNode runningSinceNow;

  PodRunner(Misfortunes misfortunes) {
    this.misfortunes = misfortunes;
  }

  ObjectNode admitted(ObjectNode pod, StringNode now, String hostIp, String podIp) {
    StatusDraft draft = new StatusDraft(pod);
    ObjectNode status = draft.toJson("Pending", conditions, now);
    status.put("hostIP", hostIp);
    status.putArray("hostIPs").addObject().put("ip", hostIp);
    String ip = Read.flag(pod, "spec", "hostNetwork") ? hostIp : podIp;
    status.put("podIP", ip);
    status.putArray("podIPs").addObject().put("ip", ip);
    status.set("startTime", now);
    return draft.podWith(status);
  }

  /** Init containers are through, sidecars and containers run; ready at once unless something says otherwise. */
  ObjectNode started(ObjectNode pod, StringNode now, Behaviour behaviour) {
    StatusDraft draft = new StatusDraft(pod);
    draft.init().replaceAll((container, state) -> initialized(container, now));
    boolean readyAtOnce = behaviour != Behaviour.SLOW && behaviour != Behaviour.NEVER_READY
        && behaviour != Behaviour.CRASH_LOOP;
    draft.containers().replaceAll((container, state) -> ContainerState.running(
        draft.proxy(container) || readyAtOnce && !container.has("readinessProbe"), running(now)));
    return finish(draft, "Running", now);
  }

  /** One init container blocks all after it; containers do not block each other. */
  ObjectNode pulling(ObjectNode pod, StringNode now, String reason, String message) {
    StatusDraft draft = new StatusDraft(pod);
    boolean blocked = false;
    for (Map.Entry<JsonNode, ContainerState> init : draft.init().entrySet()) {
      boolean pullable = misfortunes.pullable(init.getKey());
      init.setValue(blocked ? ContainerState.waiting("PodInitializing", "")
          : pullable ? initialized(init.getKey(), now) : ContainerState.waiting(reason, message));
      blocked |= !pullable;
    }
    boolean initializing = blocked;
    draft.containers().replaceAll((container, state) -> initializing ? ContainerState.waiting("PodInitializing", "")
        : misfortunes.pullable(container) ? ContainerState.running(true, running(now))
            : ContainerState.waiting(reason, message));
    return finish(draft, "Pending", now);
  }

  ObjectNode ready(ObjectNode pod, StringNode now, boolean ready) {
    StatusDraft draft = new StatusDraft(pod);
    draft.init().replaceAll((container, state) -> StatusDraft.sidecar(container) ? state.readyNow(true) : state);
    draft.containers().replaceAll((container, state) -> state.readyNow(ready || draft.proxy(container)));
    return finish(draft, "Running", now);
  }

  ObjectNode crashed(ObjectNode pod, StringNode now) {
    if (Read.text(pod, "spec", "restartPolicy").equals("Never")) {
      return ended(pod, now, 1);
    }
    StatusDraft draft = new StatusDraft(pod);
    own(draft, (container, state) -> state.crashed(
        ContainerState.waitingState("CrashLoopBackOff",
            "back-off " + seconds(Pace.backOff(state.restarts()).toSeconds()) + " restarting failed container="
                + Read.text(container, "name") + " pod=" + described(pod)),
        ContainerState.terminatedState(1, startedAt(state, now), now)));
    return finish(draft, "Running", now);
  }

  ObjectNode restarted(ObjectNode pod, StringNode now) {
    StatusDraft draft = new StatusDraft(pod);
    own(draft, (container, state) -> state.state().has("waiting") ? state.restarted(running(now)) : state);
    return finish(draft, "Running", now);
  }

  /** All containers but a proxy end; as long as one runs, so does the pod. */
  ObjectNode ended(ObjectNode pod, StringNode now, int exitCode) {
    StatusDraft draft = new StatusDraft(pod);
    own(draft, (container, state) -> ContainerState.ended(false,
        ContainerState.terminatedState(exitCode, startedAt(state, now), now)));
    boolean all = draft.containers().keySet().stream().noneMatch(draft::proxy);
    if (all) {
      draft.init().replaceAll((container, state) -> StatusDraft.sidecar(container)
          ? ContainerState.ended(false, ContainerState.terminatedState(0, startedAt(state, now), now))
          : state);
    }
    return finish(draft, !all ? "Running" : exitCode == 0 ? "Succeeded" : "Failed", now);
  }

  static String described(ObjectNode pod) {
    return Read.name(pod).name() + "_" + Read.name(pod).namespace() + "(" + Read.uid(pod) + ")";
  }

  private static String seconds(long seconds) {
    return seconds < 60 ? seconds + "s" : seconds / 60 + "m" + seconds % 60 + "s";
  }

  private static void own(StatusDraft draft, BiFunction<JsonNode, ContainerState, ContainerState> change) {
    draft.containers()
        .replaceAll((container, state) -> draft.proxy(container) ? state : change.apply(container, state));
  }

  private ContainerState initialized(JsonNode container, StringNode now) {
    return StatusDraft.sidecar(container) ? ContainerState.running(true, running(now))
        : ContainerState.ended(true, ContainerState.terminatedState(0, now, now));
  }

  private static JsonNode startedAt(ContainerState state, StringNode now) {
    JsonNode since = Read.at(state.state(), "running", "startedAt");
    return since.isString() ? since : now;
  }

  private ObjectNode running(StringNode now) {
    if (now != second) {
      second = now;
      runningSinceNow = ContainerState.runningState(now);
    }
    return runningSinceNow;
  }

  private ObjectNode finish(StatusDraft draft, String phase, StringNode now) {
    return draft.podWith(draft.toJson(phase, conditions, now));
  }
}
