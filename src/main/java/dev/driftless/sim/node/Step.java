package dev.driftless.sim.node;

import dev.driftless.sim.controllers.frame.PodState;
import dev.driftless.sim.controllers.frame.Read;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.HashSet;
import java.util.Set;

/** What a kubelet does next with a pod. */
enum Step {

  NONE, ADMIT, START, FAIL_TO_PULL, BACK_OFF_PULLING, RETRY_PULLING, CRASH, RESTART, BECOME_READY, BECOME_UNREADY,
  COMPLETE, TERMINATE;

  /** From the pod as it is. Pure. */
  static Step next(ObjectNode pod, Misfortunes misfortunes) {
    if (PodState.node(pod).isEmpty()) {
      return NONE;
    }
    if (Read.deleting(pod)) {
      return TERMINATE;
    }
    if (PodState.finished(pod)) {
      return NONE;
    }
    if (!pod.path("status").has("startTime")) {
      return ADMIT;
    }
    Set<String> waiting = waiting(pod);
    return waiting.isEmpty() ? running(pod, misfortunes.behaviour(pod)) : starting(pod, waiting, misfortunes);
  }

  private static Step starting(ObjectNode pod, Set<String> waiting, Misfortunes misfortunes) {
    if (waiting.contains("CrashLoopBackOff")) {
      return RESTART;
    }
    if (waiting.contains("ErrImagePull")) {
      return BACK_OFF_PULLING;
    }
    if (waiting.contains("ImagePullBackOff")) {
      return RETRY_PULLING;
    }
    return misfortunes.blocks(pod) ? FAIL_TO_PULL : START;
  }

  private static Step running(ObjectNode pod, Behaviour behaviour) {
    boolean ready = PodState.ready(pod);
    if (behaviour == Behaviour.CRASH_LOOP) {
      return CRASH;
    }
    if (behaviour == Behaviour.NEVER_READY) {
      return ready ? BECOME_UNREADY : NONE;
    }
    if (!ready) {
      return partlyEnded(pod) ? NONE : BECOME_READY;
    }
    return behaviour == Behaviour.COMPLETE ? COMPLETE : NONE;
  }

  private static boolean partlyEnded(ObjectNode pod) {
    for (JsonNode container : Read.at(pod, "status", "containerStatuses")) {
      if (container.path("state").has("terminated")) {
        return true;
      }
    }
    return false;
  }

  private static Set<String> waiting(ObjectNode pod) {
    Set<String> reasons = new HashSet<>();
    for (String list : new String[] {"initContainerStatuses", "containerStatuses"}) {
      for (JsonNode container : Read.at(pod, "status", list)) {
        if (container.path("state").has("waiting")) {
          reasons.add(Read.text(container, "state", "waiting", "reason"));
        }
      }
    }
    return reasons;
  }
}
