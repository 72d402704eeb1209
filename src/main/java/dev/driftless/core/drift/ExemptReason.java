package dev.driftless.core.drift;

/** Why a drifted workload is never restarted by us. */
public enum ExemptReason {
  /** Annotation {@code driftless.dev/restart: "false"} on the workload, its template or its namespace. */
  OPTED_OUT,
  /** Pods of a Job are never touched; the next run gets the new sidecar. */
  JOB,
  /** A pod without an owner: nobody would create it again. */
  BARE_POD,
  /** An owner that Driftless cannot restart: an Argo Rollout, a custom resource, or a ReplicaSet owned by one. */
  UNSUPPORTED_OWNER,
  /** The workload or its namespace is being deleted. */
  BEING_DELETED
}
