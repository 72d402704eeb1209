package dev.driftless.core.remediation;

/** How a restart ended. The label is the value of the metric label {@code outcome}. */
public enum Outcome {
  /** All pods are new, ready and in sync, and stayed so. */
  VERIFIED("completed"),
  /** No further new pod got ready within the deadline. The slot stays taken until the workload is healthy. */
  TIMED_OUT("timed_out"),
  /** A new pod came up without its sidecar: the injector was not there. Everything stops; tried again once it is. */
  WITHOUT_SIDECAR("failed"),
  /** A new pod came up as drifted as the old one: no further attempt towards this target. */
  DID_NOT_CONVERGE("failed"),
  /** The owner changed the template midway, or wants no pods any more: the new state is adopted. */
  SUPERSEDED("superseded"),
  /** The target changed midway, and the workload is healthy: planned again. */
  SUPERSEDED_BY_TARGET("superseded"),
  /** Somebody took our annotation off the template and changed nothing else: given up, never a fight. */
  REVERTED("failed");

  private final String label;

  Outcome(String label) {
    this.label = label;
  }

  public String label() {
    return label;
  }
}
