package dev.driftless.core.engine;

import dev.driftless.core.model.WorkloadFacts;

import java.time.Instant;
import java.util.Optional;

/**
 * A write whose end is not seen yet. It holds a slot.
 *
 * @param generation     of the specification that it was decided on; the write makes a newer one
 * @param templateDigest of the template that it was decided on
 * @param unanswered     since when it is clear that no answer will come
 */
record Pending(Effect.Restart effect, long generation, String templateDigest, boolean accepted,
    Optional<Instant> unanswered) {

  Pending(Effect.Restart effect, WorkloadFacts facts) {
    this(effect, facts.generation(), facts.template().digest(), false, Optional.empty());
  }

  Pending asAccepted() {
    return new Pending(effect, generation, templateDigest, true, Optional.empty());
  }

  Pending asUnanswered(Instant now) {
    return new Pending(effect, generation, templateDigest, false, Optional.of(now));
  }
}
