package dev.driftless.edge.kube;

/** The way to the API server is not described well; the message says what and where. */
public final class KubeconfigException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  KubeconfigException(String message, Throwable cause) {
    super(message, cause);
  }
}
