package dev.driftless.core.engine;

import dev.driftless.core.model.WorkloadFacts;

import java.time.Instant;
import java.util.Optional;

/**
 * A write whose end is not seen yet. It holds a slot.
 *
 * @param resourceVersion of the workload that it was decided on
 * @param generation     of the specification that it was decided on; the write makes a newer one
 * @param templateDigest of the template that it was decided on
 * @param unanswered     since when it is clear that no answer will come
 */
record Pending(Effect.Write effect, String resourceVersion, long generation, String templateDigest, boolean accepted,
    Optional<Instant> unanswered) {

  Pending(Effect.Write effect, WorkloadFacts facts) {
    this(effect, facts.resourceVersion(), facts.generation(), facts.template().digest(), false, Optional.empty());
  }

  /** What was sent, for people. */
  String text() {
    return switch (effect) {
      case Effect.Restart restart -> "restart " + restart.marks().restartId() + " was sent";
      case Effect.Mark mark -> "the marks of restart " + mark.marks().restartId() + " were sent";
      case Effect.Evict evict -> "the eviction of pod " + evict.pod().name() + " was sent";
    };
  }

  Pending asAccepted() {
    return new Pending(effect, resourceVersion, generation, templateDigest, true, Optional.empty());
  }

  Pending asUnanswered(Instant now) {
    return new Pending(effect, resourceVersion, generation, templateDigest, false, Optional.of(now));
  }
}
