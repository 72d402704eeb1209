package dev.driftless.core.model;

import java.time.Instant;
import java.util.Optional;

/**
 * One pod.
 *
 * @param resourceVersion the precondition of its eviction; it changes with much that is not told here
 * @param owner its controller; empty for a bare pod
 * @param shape what it has in common with the other pods of its template; equal shapes are one object
 */
public record PodFacts(String namespace, String name, String uid, String resourceVersion, Instant createdAt,
    Optional<OwnerLink> owner, PodShape shape, PodState state) implements Facts {

  /** Whether nothing but the resource version tells it from that one. */
  public boolean isLike(PodFacts other) {
    return uid.equals(other.uid) && state.equals(other.state) && shape.equals(other.shape) && owner.equals(other.owner)
        && createdAt.equals(other.createdAt) && name.equals(other.name) && namespace.equals(other.namespace);
  }

  /** Whether it has ended and will never run again (phase Succeeded or Failed). */
  public boolean finished() {
    return state.phase() == PodPhase.SUCCEEDED || state.phase() == PodPhase.FAILED;
  }
}
