package dev.driftless.core.remediation;

import dev.driftless.core.drift.Assessment;
import dev.driftless.core.inventory.Workload;
import dev.driftless.core.model.PodFacts;

import java.time.Duration;
import java.time.Instant;

/**
 * A workload as it stands.
 *
 * @param standingSince since when its injector gives what it gives now; {@link Instant#MAX} if nobody knows
 */
public record Observed(Workload workload, Assessment assessment, Instant standingSince) {

  /** istiod takes a changed configuration over a moment after it was changed. */
  private static final Duration TAKEN_OVER = Duration.ofSeconds(15);

  public boolean isStandingKnown() {
    return !standingSince.equals(Instant.MAX);
  }

  /** Whether what that pod is tells what the injector makes of the present target. */
  boolean tells(PodFacts pod) {
    return isStandingKnown() && !pod.createdAt().isBefore(standingSince.plus(TAKEN_OVER));
  }
}
