package dev.driftless.core.model;

/** What kind of object owns pods. The label is the Kubernetes kind, as people type it. */
public enum Kind {
  DEPLOYMENT("Deployment"),
  STATEFUL_SET("StatefulSet"),
  DAEMON_SET("DaemonSet"),
  REPLICA_SET("ReplicaSet"),
  REPLICATION_CONTROLLER("ReplicationController"),
  JOB("Job"),
  POD("Pod"),
  ARGO_ROLLOUT("Rollout"),
  OTHER("Other");

  private final String label;

  Kind(String label) {
    this.label = label;
  }

  public String label() {
    return label;
  }

  /** The kind of that Kubernetes name; {@link #OTHER} for a kind that Driftless does not know. */
  public static Kind of(String kubernetesKind) {
    for (Kind kind : values()) {
      if (kind.label.equals(kubernetesKind)) {
        return kind;
      }
    }
    return OTHER;
  }
}
