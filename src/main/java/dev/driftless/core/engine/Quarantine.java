package dev.driftless.core.engine;

import dev.driftless.core.drift.Assessment;
import dev.driftless.core.model.WorkloadFacts;
import dev.driftless.core.remediation.Outcome;

/** A workload that is left alone until its target or its template changes. */
record Quarantine(String target, String templateDigest, Outcome outcome, String detail) {

  boolean holds(WorkloadFacts facts, Assessment assessment) {
    return target.equals(assessment.target()) && templateDigest.equals(facts.template().digest());
  }
}
