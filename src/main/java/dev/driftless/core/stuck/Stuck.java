package dev.driftless.core.stuck;

import dev.driftless.core.model.PodFacts;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Pods of one workload that are stuck for the same reason.
 *
 * @param pod     the first of them
 * @param finding of that one
 * @param pods    how many they are, at least 1
 */
public record Stuck(String pod, Finding finding, int pods) {

  /**
   * What is wrong with those pods, in the order of the diagnoses.
   *
   * @param age how long that must have been so
   */
  public static List<Stuck> among(Collection<PodFacts> pods, Duration age, Instant now) {
    Map<Diagnosis, Stuck> found = new EnumMap<>(Diagnosis.class);
    for (PodFacts pod : pods) {
      PodDiagnosis.of(pod).filter(finding -> !finding.since().plus(age).isAfter(now))
          .ifPresent(finding -> found.merge(finding.diagnosis(), new Stuck(pod.name(), finding, 1),
              (first, next) -> new Stuck(first.pod(), first.finding(), first.pods() + 1)));
    }
    return new ArrayList<>(found.values());
  }
}
