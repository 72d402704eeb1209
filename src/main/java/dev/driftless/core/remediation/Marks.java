package dev.driftless.core.remediation;

import java.time.Instant;

/**
 * What one restart writes on its workload, and so all that is remembered of it. Annotations
 * {@code driftless.dev/{restart-id,target,attempt,started-at}} of the workload, and {@code restart-id} of its template.
 *
 * @param target  what the pods are expected to become
 * @param attempt number of this attempt towards the target, from 1
 */
public record Marks(String restartId, String target, int attempt, Instant startedAt) {}
