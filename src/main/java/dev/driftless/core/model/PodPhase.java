package dev.driftless.core.model;

/** {@code status.phase} of a pod. */
public enum PodPhase {
  PENDING, RUNNING, SUCCEEDED, FAILED, UNKNOWN
}
