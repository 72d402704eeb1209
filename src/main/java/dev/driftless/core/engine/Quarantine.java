package dev.driftless.core.engine;

import dev.driftless.core.drift.Assessment;
import dev.driftless.core.model.WorkloadFacts;
import dev.driftless.core.remediation.Outcome;

/**
 * A workload that is left alone until its target or its template changes.
 *
 * @param proved whether the target was shown by the API server: while that is not asked anew, another target that is
 *               only computed does not end it
 */
record Quarantine(String target, String templateDigest, Outcome outcome, String detail, boolean proved) {

  boolean holds(WorkloadFacts facts, Assessment assessment) {
    return templateDigest.equals(facts.template().digest())
        && (target.equals(assessment.target()) || waits(assessment));
  }

  /** Whether only a new proof can tell if it still holds. */
  boolean waits(Assessment assessment) {
    return proved && !assessment.proved() && !assessment.target().isEmpty();
  }
}
