package dev.driftless.core.drift;

import dev.driftless.core.injection.Expectation;

import java.util.List;

/**
 * What is true of a workload and why.
 *
 * @param drifts  every difference that is not ignored, worst first; also those of an exempt workload
 * @param target  names the expectation in its covered fields: two expectations are the same target exactly if a pod
 *                made by one is in sync with the other; empty if there is nothing to aim at
 */
public record Assessment(Expectation expectation, Verdict verdict, List<Drift> drifts, String target) {}
