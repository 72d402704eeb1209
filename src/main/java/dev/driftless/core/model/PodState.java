package dev.driftless.core.model;

import java.time.Instant;
import java.util.Optional;

/**
 * What changes while a pod lives.
 *
 * @param readySince when its condition {@code Ready} last became true; empty if it is not ready
 * @param trouble    what it tells of itself if it is neither ready nor done; empty if it is, or tells nothing
 */
public record PodState(PodPhase phase, Optional<Instant> readySince, boolean terminating,
    Optional<PodTrouble> trouble) {

  public boolean ready() {
    return readySince.isPresent();
  }
}
