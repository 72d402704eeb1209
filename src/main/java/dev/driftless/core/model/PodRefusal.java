package dev.driftless.core.model;

import java.time.Instant;

/**
 * Why the controller of a workload cannot make or remove its pods, as its condition {@code ReplicaFailure} says
 * (kubernetes.io, ReplicaSet and Deployment status).
 *
 * @param reason  {@code FailedCreate} or {@code FailedDelete}
 * @param message what the API server answered
 * @param since   when it began
 */
public record PodRefusal(String reason, String message, Instant since) {}
