package dev.driftless.core.plan;

/** Why a drifted workload is not restarted now. Each names something that a person can look at. */
public enum DeferReason {
  /** The policy for every reason of its drift is {@code report} or {@code ignore}. */
  POLICY_REPORT,
  /** {@code mode: observe}, everywhere or in the namespace. */
  MODE_OBSERVE,
  /** Somebody has paused everything, or the namespace. */
  ON_PAUSE,
  /** {@code mode: dry-run}, and the API server has accepted the dry run of this restart. */
  MODE_DRY_RUN,
  /** Another replica leads, or may by now. */
  NOT_LEADER,
  /** Not every informer has its first list yet. */
  NOT_SYNCED,
  /** An informer has seen neither event nor bookmark for too long; facts may be old. */
  STALE_FACTS,
  /** Alerts that {@code gates.prometheus.alerts} names are firing. */
  ALERTS_FIRING,
  /** Prometheus does not tell which alerts fire, or told it too long ago. */
  ALERTS_UNKNOWN,
  /** Injector configuration or control plane changed a moment ago. */
  MESH_SETTLING,
  /** The istiod Deployment of the revision, or the DaemonSet of its CNI plugin, is rolling out or not available. */
  CONTROL_PLANE_NOT_READY,
  /** The webhook of the revision has no CA bundle, no Service, or no ready endpoint. */
  WEBHOOK_NOT_SERVED,
  /** No dry run has shown yet what a new pod would get. */
  UNPROVEN,
  /** A dry run is required, and we may not create pods, not even for show. */
  NOT_PROVABLE,
  /** No dry run of the last 30 seconds came back with a sidecar of the revision. */
  INJECTOR_NOT_ANSWERING,
  /** A target that was given up within the last 24 hours is back: somebody may be changing the mesh to and fro. */
  TARGET_FLAPPING,
  /** The proxy that would be injected is newer than the control plane. */
  PROXY_AHEAD,
  /** The versions of proxy and control plane cannot be compared. */
  PROXY_NOT_COMPARABLE,
  /** The workload was seen drifted only a moment ago. */
  DRIFT_SETTLING,
  /** The Deployment is paused. */
  PAUSED,
  /** A rollout of the workload is in progress, or it is being scaled. */
  ROLLOUT_IN_PROGRESS,
  /** Not all pods of the workload are available. */
  NOT_AVAILABLE,
  /** Strategy {@code OnDelete}, and pods of an older template: evicting them deploys what its owner holds back. */
  ON_DELETE,
  /** The StatefulSet has a partition, and all its drifted pods are below it: a restart would reach none of them. */
  PARTITIONED,
  /** Strategy {@code Recreate}, or only one replica where pods are replaced in place: a restart is an outage. */
  NEEDS_DOWNTIME,
  /** A PodDisruptionBudget that can never allow any disruption. */
  PDB_NEVER_ALLOWS,
  /** The rollout could take down more pods than a PodDisruptionBudget allows now. */
  PDB_BLOCKS,
  /** None of the windows of the configuration, or of those that annotations name, is open. */
  OUTSIDE_WINDOW,
  /** An annotation says when the workload may be restarted, and cannot be read: so it allows nothing. */
  WINDOW_UNREADABLE,
  /** The restart would not be over when the window closes. */
  WINDOW_TOO_SHORT,
  /** The last restart of the workload, by us or anybody else, is too recent. */
  COOLDOWN,
  /** As many workloads are in restart as allowed. */
  NO_SLOT,
  /** As many workloads of the namespace are in restart as allowed. */
  NO_SLOT_IN_NAMESPACE,
  /** It has more pods than may be in restart at all. */
  TOO_LARGE,
  /** As many restarts as allowed in the last period. */
  RATE,
  /** Those before it in its campaign are not verified yet. */
  WAVE,
  /** Restarts towards a target failed: nothing more is restarted until that changes, or one is tried again. */
  BREAKER_OPEN,
  /** Too many pods of the mesh are not available, whatever the reason. */
  MESH_UNHEALTHY,
  /** The API server fails or answers too slowly: nothing is written for a while. */
  API_BREAKER,
  /** An earlier restart is not over. */
  RESTARTING,
  /** Some of its pods have been evicted, and something else keeps the next from it: see the detail. */
  HALF_DONE,
  /** The last restart failed and the workload is not healthy; it keeps its slot until it is, or the target changes. */
  FAILED,
  /** A write was sent and what came of it is not known yet. */
  AWAITING_ANSWER,
  /** The restart could not be sent; it is tried again. */
  WRITE_FAILED,
  /** The API server refused the restart; see the detail. */
  REFUSED,
  /** The restart was given up: attempts used up, no convergence, or reverted by somebody. */
  QUARANTINED
}
