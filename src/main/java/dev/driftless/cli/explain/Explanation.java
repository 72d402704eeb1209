package dev.driftless.cli.explain;

import dev.driftless.core.drift.Drift;
import dev.driftless.core.drift.DriftReason;
import dev.driftless.core.engine.RevisionReview;
import dev.driftless.core.engine.Story;
import dev.driftless.core.injection.Expectation;
import dev.driftless.core.model.PodFacts;
import dev.driftless.core.model.Proxy;
import dev.driftless.core.plan.Reaction;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All that there is to tell about one workload.
 *
 * @param at        when it was looked at
 * @param asked     the pod that was asked for in its stead; empty if it was asked for itself
 * @param revisions of the mesh
 * @param reactions for every reason of drift
 * @param around    what decides about the workload beside itself
 */
public record Explanation(Instant at, Story story, Optional<String> asked, List<RevisionReview> revisions,
    Around around) {

  /**
   * What people decided for the whole cluster.
   *
   * @param inScope     whether a daemon of this configuration looks at the namespace at all
   * @param unprovable  why the API server may not be asked; empty if nothing says so
   */
  public record Around(Map<DriftReason, Reaction> reactions, boolean inScope, Optional<String> unprovable) {}

  Expectation expectation() {
    return story.review().expectation();
  }

  List<PodFacts> pods() {
    return story.workload().pods();
  }

  long bare() {
    return pods().stream().filter(pod -> pod.shape().proxy().isEmpty()).count();
  }

  /** Pods by what they have, in the order of their names. */
  Map<Optional<Proxy>, List<PodFacts>> groups() {
    Map<Optional<Proxy>, List<PodFacts>> groups = new LinkedHashMap<>();
    pods().forEach(pod -> groups.merge(pod.shape().proxy(), List.of(pod), Explanation::joined));
    return groups;
  }

  private static List<PodFacts> joined(List<PodFacts> some, List<PodFacts> more) {
    return Stream.concat(some.stream(), more.stream()).toList();
  }

  /** As the configuration writes it: {@code restart}, {@code report}, {@code ignore}. */
  String policy(DriftReason reason) {
    return around.reactions().get(reason).name().toLowerCase(Locale.ROOT);
  }

  Optional<Drift> drift(DriftReason reason) {
    return story.review().drifts().stream().filter(drift -> drift.reason() == reason).findFirst();
  }

  /** The revision that injects, or would. */
  Optional<RevisionReview> revision() {
    return revisions.stream().filter(revision -> revision.name().equals(expectation().revision())).findFirst();
  }
}
