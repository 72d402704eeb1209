package dev.driftless.edge.kube;

/** The API server does not answer, or does not know us; the message names its URL and the cause. */
public final class UnreachableException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  UnreachableException(String message, Throwable cause) {
    super(message, cause);
  }
}
