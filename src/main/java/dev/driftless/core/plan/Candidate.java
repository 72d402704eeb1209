package dev.driftless.core.plan;

import dev.driftless.core.drift.Assessment;
import dev.driftless.core.injection.Expectation;
import dev.driftless.core.inventory.Workload;
import dev.driftless.core.model.WorkloadFacts;
import dev.driftless.core.model.WorkloadRef;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * A drifted workload whose drift the policy wants restarted.
 *
 * @param workload with facts
 * @param computed what the configuration alone gives a new pod
 * @param past     what has been done to it, and what of that counts now
 * @param unproven why it is not known well enough what a restart would bring
 * @param askable  whether that can be found out now
 * @param local    what is allowed in its namespace
 */
public record Candidate(Workload workload, Assessment assessment, Expectation computed, Past past,
    Optional<Deferral> unproven, boolean askable, Places.Local local) {

  /** Label {@code "true"}: goes before others, so it is the canary of its campaign. */
  public static final String CANARY = "driftless.dev/canary";

  /** Of the injector that gives it what it is to get. */
  String revision() {
    return computed.revision();
  }

  boolean isNamedCanary() {
    return "true".equals(facts().annotations().get(CANARY));
  }

  boolean isGateway() {
    return assessment.expectation() instanceof Expectation.Injected injected && injected.gateway();
  }

  /**
   * The history of a candidate.
   *
   * @param driftedSince  since when it has been drifted from this target
   * @param lastRestart   of this workload, by whomever
   * @param attempts      restarts towards this target so far, since the last {@code retry}
   * @param unhealthyByUs whether a restart of ours that is given up, or went towards another target, is what keeps it
   *                      from being healthy; it then holds a slot already
   * @param lostSidecar   whether it lost its sidecar by a restart of ours: then it may go although the breaker is open
   *                      on its account
   * @param retry         whether a person has asked for it although it was given up: then it may go although the
   *                      breaker is open on its account
   * @param midway        whether its restart has begun, and this is about its next eviction
   * @param flappedAt     when its target came back that it had before another one, if that was within a day
   * @param hold          what the history of this workload alone already says against it
   */
  public record Past(Instant driftedSince, Optional<Instant> lastRestart, int attempts, boolean unhealthyByUs,
      boolean lostSidecar, boolean retry, boolean midway, Optional<Instant> flappedAt, Optional<Deferral> hold) {}

  public WorkloadRef ref() {
    return workload.ref();
  }

  public WorkloadFacts facts() {
    return workload.facts().orElseThrow(() -> new IllegalArgumentException(ref() + ": no facts"));
  }

  /** Whether restarting it is how that failure is put right, or at least what a person wants to see tried. */
  boolean repairs(Set<WorkloadRef> failed) {
    return (past.lostSidecar() || past.retry()) && failed.contains(ref());
  }
}
