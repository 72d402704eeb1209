package dev.driftless.sim.controllers.autoscaling;

/** Something cannot be read that is needed to tell how many replicas are wanted. */
final class UnreadableException extends Exception {

  private static final long serialVersionUID = 1;

  UnreadableException(String message) {
    super(message);
  }
}
