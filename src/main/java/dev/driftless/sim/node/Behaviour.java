package dev.driftless.sim.node;

import dev.driftless.sim.controllers.frame.Read;
import tools.jackson.databind.JsonNode;

/** How a pod does once it is on a node, if its images can be pulled. */
public enum Behaviour {

  NORMAL,
  /** Runs at once, and is ready after eight seconds. */
  SLOW,
  /** Runs, and never gets ready; stops being ready if it was. */
  NEVER_READY,
  /** Its own containers, not its sidecar, end with an error again and again. */
  CRASH_LOOP,
  /** Ends well a moment after it is ready. */
  COMPLETE,
  /** Does not react to being asked to end, so that it takes all of its grace period. */
  STUBBORN;

  private static final String STAGE = "e2e.driftless.dev/stage";
  private static final String COMPLETES = "e2e.driftless.dev/complete";

  /** As the pod's annotations say: the same that the fake kubelets of the tests on a real control plane look at. */
  static Behaviour of(JsonNode pod) {
    return switch (Read.annotation(pod, STAGE)) {
      case "slow" -> SLOW;
      case "never-ready" -> NEVER_READY;
      case "crash-loop" -> CRASH_LOOP;
      case "stubborn" -> STUBBORN;
      default -> Read.annotation(pod, COMPLETES).equals("true") ? COMPLETE : NORMAL;
    };
  }
}
