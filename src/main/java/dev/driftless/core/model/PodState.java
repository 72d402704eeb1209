package dev.driftless.core.model;

import java.time.Instant;
import java.util.Optional;

/**
 * What changes while a pod lives.
 *
 * @param readySince when its condition {@code Ready} last became true; empty if it is not ready
 * @param waiting    the first container that waits, with its reason, as {@code istio-proxy: ImagePullBackOff}; else
 *        empty
 */
public record PodState(PodPhase phase, Optional<Instant> readySince, boolean terminating, String waiting) {

  public boolean ready() {
    return readySince.isPresent();
  }
}
