package dev.driftless.core.model;

/**
 * How a container ended.
 *
 * @param exitCode 0 for success; 137 where it was killed
 * @param reason   of the runtime, as {@code Error} or {@code OOMKilled}; empty if it gave none
 * @param message  what the container or the runtime left behind; empty if nothing
 */
public record Termination(int exitCode, String reason, String message) {

  public boolean successful() {
    return exitCode == 0;
  }
}
