package dev.driftless.core.engine;

import java.time.Instant;
import java.util.Optional;

/**
 * A write whose end is not seen yet. It holds a slot.
 *
 * @param templateDigest of the template that it was decided on
 * @param unanswered     since when it is clear that no answer will come
 */
record Pending(Effect.Restart effect, String templateDigest, boolean accepted, Optional<Instant> unanswered) {

  Pending(Effect.Restart effect, String templateDigest) {
    this(effect, templateDigest, false, Optional.empty());
  }

  Pending asAccepted() {
    return new Pending(effect, templateDigest, true, Optional.empty());
  }

  Pending asUnanswered(Instant now) {
    return new Pending(effect, templateDigest, false, Optional.of(now));
  }
}
