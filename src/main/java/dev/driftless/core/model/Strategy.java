package dev.driftless.core.model;

import java.time.Duration;

/**
 * How the owner rolls its pods.
 *
 * @param maxUnavailable   most pods that a rollout takes down at once, as a number of pods of the desired count:
 *                         rounded as the controller rounds it (Deployment down; StatefulSet down, but at least 1, also
 *                         without the field; DaemonSet up). Recreate: all; OnDelete: 1, as its pods are
 *                         then evicted
 * @param partition        StatefulSet: ordinals below it are not rolled; else 0
 * @param paused           Deployment: {@code spec.paused}
 * @param progressDeadline Deployment: {@code spec.progressDeadlineSeconds}; zero for others
 */
public record Strategy(Type type, int maxUnavailable, int partition, boolean paused, Duration progressDeadline) {

  /** The strategy's type, of whichever kind of workload. */
  public enum Type {
    ROLLING_UPDATE, RECREATE,
    /** A new pod comes only where an old one was removed. ReplicaSets and ReplicationControllers know nothing else. */
    ON_DELETE
  }

  /** That of an owner that replaces nothing by itself. */
  public static final Strategy ON_DELETE = new Strategy(Type.ON_DELETE, 1, 0, false, Duration.ZERO);

  /** Whether its pods have to be evicted for new ones to come. */
  public boolean byEviction() {
    return type == Type.ON_DELETE;
  }
}
