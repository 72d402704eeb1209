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
 * @param failed    whether its restart has failed, and only its slot is left
 */
public record InFlight(WorkloadRef ref, Map<String, String> labels, int takesDown, int pods, boolean failed) {

  public static InFlight of(WorkloadFacts facts, boolean failed) {
    return new InFlight(facts.ref(), facts.template().labels(), facts.strategy().maxUnavailable(),
        facts.replicas().desired(), failed);
  }
}
