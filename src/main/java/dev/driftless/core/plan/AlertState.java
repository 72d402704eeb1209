package dev.driftless.core.plan;

import java.time.Instant;
import java.util.Set;

/** What is known of the alerts that fire. */
public sealed interface AlertState {

  /** Nobody was asked yet. */
  AlertState NOTHING = new Unknown("Prometheus was not asked yet");

  /**
   * An answer.
   *
   * @param asked when it was asked for
   * @param names of all alerts that fired, also of those that stop nothing
   */
  record Firing(Instant asked, Set<String> names) implements AlertState {}

  /** @param detail why there is no answer, for people */
  record Unknown(String detail) implements AlertState {}
}
