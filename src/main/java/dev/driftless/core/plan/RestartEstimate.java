package dev.driftless.core.plan;

import dev.driftless.core.model.PodFacts;
import dev.driftless.core.model.WorkloadFacts;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * How long a restart will take: each step as long as half of the pods that run took from their creation to being ready,
 * one step after the other, and the soak; midway, one step. What a pod takes to end, and what a surge saves, is not
 * known here.
 */
final class RestartEstimate {

  private RestartEstimate() {}

  static Duration of(Candidate candidate, Limits limits) {
    WorkloadFacts facts = candidate.facts();
    int steps = candidate.past().midway() ? 1
        : Math.ceilDiv(facts.replicas().desired(), Math.max(1, facts.strategy().maxUnavailable()));
    return step(candidate, limits).multipliedBy(steps).plus(limits.soak());
  }

  /**
   * No longer than the deadline: a restart that needs longer for a step has failed, and a pod that lost its readiness
   * for a moment looks as if it had taken until then. As long as that if nothing is known.
   */
  private static Duration step(Candidate candidate, Limits limits) {
    Duration progress = candidate.facts().strategy().progressDeadline();
    Duration longest = progress.compareTo(limits.deadline()) > 0 ? progress : limits.deadline();
    List<Duration> taken = candidate.workload().pods().stream().flatMap(RestartEstimate::taken).sorted().toList();
    if (taken.isEmpty()) {
      return longest;
    }
    Duration median = taken.get((taken.size() - 1) / 2);
    return median.isNegative() ? Duration.ZERO : median.compareTo(longest) < 0 ? median : longest;
  }

  private static Stream<Duration> taken(PodFacts pod) {
    return pod.state().readySince().map(ready -> Duration.between(pod.createdAt(), ready)).stream();
  }
}
