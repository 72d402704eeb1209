package dev.driftless.core.inventory;

import dev.driftless.core.model.PodFacts;
import dev.driftless.core.model.TemplateFacts;
import dev.driftless.core.model.WorkloadFacts;
import dev.driftless.core.model.WorkloadRef;

import java.util.List;
import java.util.Optional;

/**
 * One workload with its pods, as observed.
 *
 * @param facts    for Deployments, StatefulSets and DaemonSets that were observed
 * @param template what a new pod is made from; empty if its owner was not observed yet
 * @param pods     those that run or will run: neither finished nor terminating; ordered by name
 */
public record Workload(WorkloadRef ref, Optional<WorkloadFacts> facts, Optional<TemplateFacts> template,
    List<PodFacts> pods) {}
