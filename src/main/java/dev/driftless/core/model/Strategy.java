package dev.driftless.core.model;

import java.time.Duration;

/**
 * How the owner rolls its pods.
 *
 * @param maxUnavailable   most pods that a rollout takes down at once, as a number of pods of the desired count:
 *                         rounded as the controller rounds it (Deployment down; StatefulSet down, but at least 1, also
 *                         without the field; DaemonSet up). Recreate: all; OnDelete: 0
 * @param partition        StatefulSet: ordinals below it are not rolled; else 0
 * @param paused           Deployment: {@code spec.paused}
 * @param progressDeadline Deployment: {@code spec.progressDeadlineSeconds}; zero for others
 */
public record Strategy(Type type, int maxUnavailable, int partition, boolean paused, Duration progressDeadline) {

  /** The strategy's type, of whichever kind of workload. */
  public enum Type {
    ROLLING_UPDATE, RECREATE, ON_DELETE
  }
}
