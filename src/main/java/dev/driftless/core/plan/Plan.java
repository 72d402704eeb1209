package dev.driftless.core.plan;

import dev.driftless.core.model.WorkloadRef;

import java.util.List;
import java.util.Map;

/**
 * Who is restarted now and why the others are not.
 *
 * @param selected in the order in which they are to be restarted
 * @param unproven who would be, if only it were known well enough what a restart would bring
 * @param deferred for every candidate that was not selected
 */
public record Plan(List<Candidate> selected, List<Candidate> unproven, Map<WorkloadRef, Deferral> deferred) {}
