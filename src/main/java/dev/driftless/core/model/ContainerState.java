package dev.driftless.core.model;

import java.util.Optional;

/**
 * What the kubelet tells of one container (kubernetes.io, Pod Lifecycle, Container states).
 *
 * @param image    as in {@code spec}; the runtime may rewrite the one in {@code status}
 * @param waiting  why it does not run, if it waits
 * @param ended    how it ended, if it has, and does not run again
 * @param last     how it ended the time before
 * @param restarts since the pod was made
 * @param ready    what its readiness probe says, or that it runs if it has none
 * @param started  whether its startup probe has succeeded, or it runs if it has none
 */
public record ContainerState(String name, Role role, String image, Optional<Waiting> waiting,
    Optional<Termination> ended, Optional<Termination> last, int restarts, boolean ready, boolean started) {

  /** What the pod needs it for. */
  public enum Role {
    /** Has to succeed before the next begins. */
    INIT,
    /** An init container that goes on: has to be started before the next begins. */
    SIDECAR,
    /** All of these run at once. */
    MAIN
  }

  /** @param reason of the kubelet, as {@code ImagePullBackOff}; empty if it gives none */
  public record Waiting(String reason, String message) {}

  public boolean runs() {
    return waiting.isEmpty() && ended.isEmpty();
  }

  /** Whether the next container may begin, as far as this one goes. */
  public boolean letsOthersBegin() {
    return switch (role) {
      case INIT -> ended.filter(Termination::successful).isPresent();
      case SIDECAR -> runs() && started;
      case MAIN -> true;
    };
  }

  /** How it ended the last time that it failed, if the kubelet still tells. */
  public Optional<Termination> failure() {
    return ended.or(() -> last).filter(end -> !end.successful());
  }
}
