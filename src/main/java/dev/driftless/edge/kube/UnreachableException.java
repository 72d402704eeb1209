package dev.driftless.edge.kube;

import io.fabric8.kubernetes.client.KubernetesClientException;

/** The API server does not answer, or does not know us; the message names its URL and the cause. */
public final class UnreachableException extends RuntimeException {

  private static final long serialVersionUID = 1L;
  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;

  UnreachableException(String message, Throwable cause) {
    super(message, cause);
  }

  /** Whether it answered, but not to us: trying again is in vain. */
  public boolean isRefusal() {
    return Causes.chain(this).anyMatch(cause -> cause instanceof KubernetesClientException error
        && (error.getCode() == UNAUTHORIZED || error.getCode() == FORBIDDEN));
  }
}
