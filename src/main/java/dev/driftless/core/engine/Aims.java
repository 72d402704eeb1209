package dev.driftless.core.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The targets that a workload has had within a day: one that comes back is a sign of a mesh changed to and fro. */
final class Aims {

  private static final Duration REMEMBERED = Duration.ofHours(24);

  private final Map<String, Instant> left = new HashMap<>();
  private String present = "";
  private Optional<Instant> flappedAt = Optional.empty();

  /** @param target empty if it is not known: that is no change */
  void aimAt(String target, Instant now) {
    if (target.isEmpty() || target.equals(present)) {
      return;
    }
    left.values().removeIf(when -> when.plus(REMEMBERED).isBefore(now));
    flappedAt = left.containsKey(target) ? Optional.of(now) : Optional.empty();
    if (!present.isEmpty()) {
      left.put(present, now);
    }
    present = target;
  }

  /** Empty if none was known yet. */
  String present() {
    return present;
  }

  /** When the present target came back, if it was left within a day before. */
  Optional<Instant> flappedAt() {
    return flappedAt;
  }
}
