package dev.driftless.core.model;

import java.time.Instant;
import java.util.Optional;

/**
 * One pod.
 *
 * @param owner its controller; empty for a bare pod
 * @param shape what it has in common with the other pods of its template; equal shapes are one object
 */
public record PodFacts(String namespace, String name, String uid, Instant createdAt, Optional<OwnerLink> owner,
    PodShape shape, PodState state) implements Facts {

  /** Whether it has ended and will never run again (phase Succeeded or Failed). */
  public boolean finished() {
    return state.phase() == PodPhase.SUCCEEDED || state.phase() == PodPhase.FAILED;
  }
}
