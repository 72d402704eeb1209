package dev.driftless.core.model;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a pod that is not ready tells of itself.
 *
 * @param since       when it stopped being ready, or was made
 * @param node        that it was given; empty if none
 * @param reason      {@code status.reason}, as {@code Evicted}; empty if none
 * @param message     {@code status.message}; empty if none
 * @param unready     reason and message of its condition {@code Ready}; empty if none
 * @param unscheduled why the scheduler finds no node for it, if it does not
 * @param unknown     whether its condition {@code Ready} is {@code Unknown}, or its phase is
 * @param containers  in the order in which they begin
 */
public record PodTrouble(Instant since, String node, String reason, String message,
    String unready, Optional<Unscheduled> unscheduled, boolean unknown, List<ContainerState> containers) {

  /** @param reason {@code Unschedulable} or {@code SchedulingGated} */
  public record Unscheduled(String reason, String message) {}
}
