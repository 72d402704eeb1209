package dev.driftless.core.plan;

import dev.driftless.core.model.WorkloadFacts;
import dev.driftless.core.model.WorkloadRef;

import java.util.Map;

/**
 * A workload that holds a slot.
 *
 * @param labels of its pod template
 * @param takesDown most pods that its rollout takes down at once
 * @param pods      that it wants
 * @param running   whether its restart goes on: if it has failed, or its owner has stopped it, only its slot is left
 */
public record InFlight(WorkloadRef ref, Map<String, String> labels, int takesDown, int pods, boolean running) {

  public static InFlight of(WorkloadFacts facts, boolean running) {
    return new InFlight(facts.ref(), facts.template().labels(), facts.strategy().maxUnavailable(),
        facts.replicas().desired(), running);
  }
}
