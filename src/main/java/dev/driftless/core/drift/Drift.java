package dev.driftless.core.drift;

/**
 * One difference, with what was found and what is expected.
 *
 * @param container name of the container it shows in, {@code istio-proxy}
 * @param pods      number of pods of the workload that differ so, at least 1
 */
public record Drift(DriftReason reason, String container, String actual, String expected, int pods) {}
