package dev.driftless.core.plan;

import java.time.Instant;
import java.util.Optional;

/**
 * Why a restart does not happen now.
 *
 * @param detail for people, with the numbers and names that make the reason concrete
 * @param until  when the reason is known to end
 */
public record Deferral(DeferReason reason, String detail, Optional<Instant> until) {

  public static Deferral of(DeferReason reason, String detail) {
    return new Deferral(reason, detail, Optional.empty());
  }

  public static Deferral until(Instant end, DeferReason reason, String detail) {
    return new Deferral(reason, detail, Optional.of(end));
  }
}
