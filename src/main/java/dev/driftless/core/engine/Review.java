package dev.driftless.core.engine;

import dev.driftless.core.drift.Drift;
import dev.driftless.core.drift.Verdict;
import dev.driftless.core.injection.Expectation;
import dev.driftless.core.model.WorkloadRef;
import dev.driftless.core.plan.Deferral;

import java.util.List;

/**
 * Everything there is to say about one workload now.
 *
 * @param drifts   also those of an exempt workload
 * @param restart  whether a restart is what the policy asks for
 * @param deferred why it does not happen now; empty if it may, or if there is nothing to do
 */
public record Review(WorkloadRef ref, int pods, Verdict verdict, Expectation expectation, List<Drift> drifts,
    boolean restart, List<Deferral> deferred) {}
