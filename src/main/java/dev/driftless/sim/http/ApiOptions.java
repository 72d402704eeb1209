package dev.driftless.sim.http;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How to serve.
 *
 * @param port     0 for any that is free
 * @param speed    seconds of the cluster in a real second
 * @param auditLog file that requests are appended to; empty for none
 */
public record ApiOptions(String host, int port, double speed, Optional<Path> auditLog, Interference interference) {

  /** On a free port of this machine, at the speed of real time. */
  public static final ApiOptions LOCAL = new ApiOptions("127.0.0.1", 0, 1, Optional.empty(), Interference.NONE);
}
