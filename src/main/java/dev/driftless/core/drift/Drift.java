package dev.driftless.core.drift;

/**
 * One difference, with what was found and what is expected.
 *
 * @param container name of the container it shows in, {@code istio-proxy}
 * @param pods      number of pods of the workload that differ so, at least 1
 */
public record Drift(DriftReason reason, String container, String actual, String expected, int pods) {

  /** How far the version is off; {@link Skew#NONE} for all but {@link DriftReason#IMAGE}. */
  public Skew skew() {
    return reason == DriftReason.IMAGE ? Skew.between(expected, actual) : Skew.NONE;
  }
}
