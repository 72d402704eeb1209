package dev.driftless.core.engine;

import dev.driftless.core.plan.DeferReason;

/** What came of an {@link Effect}. */
public sealed interface Answer {

  /**
   * The API server has applied it (or, in a dry run, would have).
   *
   * @param resourceVersion of the object from then on; empty for an eviction
   */
  record Accepted(String resourceVersion) implements Answer {}

  /** The object is not at the version on which the decision rested (HTTP 409), or is another one of the same name. */
  record Conflict(String detail) implements Answer {}

  /** A PodDisruptionBudget does not let the pod go now (HTTP 429 with that cause); nothing was changed. */
  record Blocked(String detail) implements Answer {}

  /** The API server refused it for good reasons of its own (HTTP 4xx); nothing was changed. */
  record Refused(int status, String detail) implements Answer {}

  /** It was certainly not applied: no request ever left, or the server said so. */
  record Failed(String detail) implements Answer {}

  /** Nobody knows: sent, and no usable answer came back. */
  record Unanswered(String detail) implements Answer {}

  /**
   * A limit behind the engine's own held it back ({@link DeferReason#RATE}, {@link DeferReason#API_BREAKER} or {@link
   * DeferReason#NOT_LEADER}); nothing was sent.
   */
  record HeldBack(DeferReason reason) implements Answer {}
}
