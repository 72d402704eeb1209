package dev.driftless.edge.http;

import dev.driftless.config.BindAddress;

/** A server cannot listen where it should; the message says where, why, and which flag decides. */
public final class ListenException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  ListenException(BindAddress address, String flag, Throwable cause) {
    super("cannot listen on '%s': %s; choose another address with %s".formatted(address, cause.getMessage(), flag),
        cause);
  }
}
