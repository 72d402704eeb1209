package dev.driftless.edge.http;

import java.util.List;

/**
 * What the kubelet asks. That an answer comes at all shows that an event loop turns.
 *
 * @param live    fail means: kill the process
 * @param ready   fail means: no information to be had here yet
 * @param started fail means: still starting, ask the others later
 */
public record Probes(List<Check> live, List<Check> ready, List<Check> started) {}
