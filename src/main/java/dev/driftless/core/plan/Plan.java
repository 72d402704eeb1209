package dev.driftless.core.plan;

import dev.driftless.core.model.WorkloadRef;

import java.util.List;
import java.util.Map;

/**
 * Who is restarted now and why the others are not.
 *
 * @param selected in the order in which they are to be restarted
 * @param deferred for every candidate that was not selected
 */
public record Plan(List<Candidate> selected, Map<WorkloadRef, Deferral> deferred) {}
