package dev.driftless.core.remediation;

import dev.driftless.core.drift.Assessment;
import dev.driftless.core.drift.Drift;
import dev.driftless.core.drift.PodComparison;
import dev.driftless.core.drift.Targets;
import dev.driftless.core.drift.Verdict;
import dev.driftless.core.injection.Expectation;
import dev.driftless.core.injection.SkipReason;
import dev.driftless.core.inventory.Workload;
import dev.driftless.core.model.PodFacts;
import dev.driftless.core.model.UnknownReason;

import java.util.List;
import java.util.Optional;

/** Whether new pods came out as expected. */
public final class Convergence {

  private Convergence() {}

  /** Of a StatefulSet with a partition only those pods count that are not below it. */
  static boolean reached(Workload workload, Assessment assessment) {
    List<PodFacts> rolled = workload.rolled();
    return rolled.size() < workload.pods().size() && assessment.verdict() instanceof Verdict.Drifted
        ? differing(rolled, assessment).isEmpty() : reached(assessment);
  }

  /**
   * A rewritten image is as far as a restart can bring a pod whose version is right; and so is what the API server
   * has shown, however far that is from the configuration.
   */
  private static boolean reached(Assessment assessment) {
    return switch (assessment.verdict()) {
      case Verdict.InSync inSync -> true;
      case Verdict.Unknown(UnknownReason reason, String detail) -> reason == UnknownReason.IMAGE_REWRITTEN
          || reason == UnknownReason.WOULD_NOT_CONVERGE && assessment.proved();
      case Verdict.Drifted drifted -> false;
      case Verdict.Exempt exempt -> false;
    };
  }

  /**
   * The first of those new pods without its sidecar. It counts whatever the policy says of old ones, and also while
   * nothing injects: not if the sidecar is not wanted any more.
   */
  static Optional<PodFacts> withoutSidecar(List<PodFacts> fresh, Marks marks, Assessment assessment) {
    boolean injects = switch (assessment.expectation()) {
      case Expectation.Injected injected -> true;
      case Expectation.NotInjected none -> none.reason() == SkipReason.DANGLING_REVISION;
      case Expectation.Undecidable undecidable -> false;
    };
    boolean wanted = injects && !marks.target().equals(Targets.NO_SIDECAR);
    return fresh.stream().filter(pod -> wanted && pod.shape().proxy().isEmpty()).findFirst();
  }

  /**
   * In what pods of a restart towards the present target still differ, if they do; not those without a sidecar, nor
   * those that may be from another time.
   */
  public static Optional<String> failure(Marks marks, Observed observed) {
    Way way = Way.of(marks, observed.workload().facts()
        .orElseThrow(() -> new IllegalArgumentException(observed.workload().ref() + ": no facts")));
    return differing(observed.workload().pods().stream()
        .filter(pod -> way.isNew(marks, pod) && pod.shape().proxy().isPresent())
        .filter(observed::tells).toList(), observed.assessment());
  }

  /** In what those new pods still differ, and did before. */
  static Optional<String> differing(List<PodFacts> fresh, Assessment assessment) {
    for (PodFacts pod : fresh) {
      for (Drift drift : PodComparison.of(pod.shape().proxy(), assessment.expectation()).drifts()) {
        if (assessment.drifts().stream().anyMatch(counted -> counted.reason() == drift.reason())) {
          return Optional.of("the new pod " + pod.name() + " still differs: " + drift.reason() + " " + drift.actual()
              + ", expected " + drift.expected());
        }
      }
    }
    return Optional.empty();
  }
}
