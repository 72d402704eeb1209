package dev.driftless.core.stuck;

import dev.driftless.core.model.PodFacts;
import dev.driftless.core.model.WorkloadFacts;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Pods of one workload that are stuck for the same reason.
 *
 * @param pod     the first of them; empty if none was made
 * @param finding of that one
 * @param pods    how many they are, at least 1
 */
public record Stuck(String pod, Finding finding, int pods) {

  /**
   * What is wrong with pods of one workload, in the order of the diagnoses.
   *
   * @param owner empty if it was not observed
   * @param pods  those to look at
   * @param age   how long that must have been so
   */
  public static List<Stuck> of(Optional<WorkloadFacts> owner, Collection<PodFacts> pods, Duration age, Instant now) {
    Map<Diagnosis, Stuck> found = new EnumMap<>(Diagnosis.class);
    owner.ifPresent(facts -> Refusal.of(facts).filter(finding -> !finding.since().plus(age).isAfter(now))
        .ifPresent(finding -> found.put(finding.diagnosis(), new Stuck("", finding, missing(facts)))));
    for (PodFacts pod : pods) {
      PodDiagnosis.of(pod).filter(finding -> !finding.since().plus(age).isAfter(now))
          .ifPresent(finding -> found.merge(finding.diagnosis(), new Stuck(pod.name(), finding, 1),
              (first, next) -> new Stuck(first.pod(), first.finding(), first.pods() + 1)));
    }
    return new ArrayList<>(found.values());
  }

  /** A rollout may lack one more than the owner wants in the end. */
  private static int missing(WorkloadFacts facts) {
    return Math.max(1, facts.replicas().desired() - facts.replicas().current());
  }
}
