package dev.driftless.core.stuck;

/** Why a pod is stuck. */
public enum Diagnosis {
  /** The API server does not let its owner make it: a quota, a policy, or a webhook that does not answer. */
  REFUSED,
  /** No node fits: the evidence names what lacks. */
  UNSCHEDULABLE,
  /** A volume is missing, cannot be attached or cannot be mounted. */
  VOLUME,
  /** The node has not begun its containers, and does not say why. */
  NOT_CREATED,
  /** An image that injection brings along cannot be pulled. */
  SIDECAR_IMAGE_PULL,
  /** An image of the application cannot be pulled. */
  APP_IMAGE_PULL,
  /** A container cannot be made from its specification: a ConfigMap, Secret or command is missing. */
  CONFIG_ERROR,
  /** {@code istio-validation} has found that the CNI plugin did not set up the pod's network. */
  NETWORK_NOT_SET_UP,
  /** A container that injection brings along ends again and again. */
  SIDECAR_CRASH,
  /** The proxy runs and does not get ready: it cannot reach its control plane, or does not trust it. */
  SIDECAR_NOT_READY,
  /** The application ends again and again as long as its proxy is not ready. */
  APP_CRASH_BEFORE_PROXY,
  /** The application ends again and again. */
  APP_CRASH,
  /** Everything runs, and the application says that it is not ready. */
  APP_NOT_READY,
  /** The work of a Job is done, and its classic sidecar runs on: so the Job never completes. */
  JOB_HELD_BY_SIDECAR,
  /** Its node is not heard of any more. */
  NODE_LOST,
  /** The pod has failed because its node evicted it or went down; another one has taken its place. */
  EVICTED,
  /** Not ready, and nothing says why. */
  UNEXPLAINED
}
