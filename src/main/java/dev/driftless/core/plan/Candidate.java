package dev.driftless.core.plan;

import dev.driftless.core.drift.Assessment;
import dev.driftless.core.inventory.Workload;
import dev.driftless.core.model.WorkloadFacts;
import dev.driftless.core.model.WorkloadRef;

import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/**
 * A drifted workload whose drift the policy wants restarted.
 *
 * @param workload     with facts
 * @param driftedSince since when it has been drifted from this target
 * @param lastRestart  of this workload, by whomever
 * @param attempts     restarts towards this target so far
 * @param unhealthyByUs whether a restart of ours towards another target is what keeps it from being healthy; it then
 *                     holds a slot already
 * @param hold         what the history of this workload alone already says against it
 */
public record Candidate(Workload workload, Assessment assessment, Instant driftedSince, Optional<Instant> lastRestart,
    int attempts, boolean unhealthyByUs, Optional<Deferral> hold) {

  /** Who goes first: small before large, then by name. The same facts always give the same order. */
  public static final Comparator<Candidate> ORDER =
      Comparator.<Candidate>comparingInt(candidate -> candidate.workload().pods().size())
          .thenComparing(candidate -> candidate.workload().ref());

  public WorkloadRef ref() {
    return workload.ref();
  }

  public WorkloadFacts facts() {
    return workload.facts().orElseThrow(() -> new IllegalArgumentException(ref() + ": no facts"));
  }
}
