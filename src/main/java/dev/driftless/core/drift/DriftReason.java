package dev.driftless.core.drift;

/** In what a running pod differs from the one that its template would get now. Ordered by severity, worst first. */
public enum DriftReason {
  /** The pod's proxy belongs to another revision than the one that injects now. */
  WRONG_REVISION,
  /** Version or variant of the proxy image. */
  IMAGE,
  /** The template would get a sidecar; the pod has none. */
  MISSING_SIDECAR,
  /** The template would get no sidecar; the pod has one. */
  UNWANTED_SIDECAR
}
