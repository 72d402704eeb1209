package dev.driftless.core.remediation;

import java.time.Instant;

/** How far the rollout of one restart has come. */
public sealed interface Progress {

  /** It goes on. */
  record Rolling(int ready, int desired) implements Progress {}

  /** All pods are new, ready and in sync; they still have to stay so. */
  record Soaking(Instant until) implements Progress {}

  /** It is over, or can go no further by itself. */
  record Over(Outcome outcome, String detail) implements Progress {}
}
