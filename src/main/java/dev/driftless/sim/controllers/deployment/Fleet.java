package dev.driftless.sim.controllers.deployment;

import dev.driftless.sim.controllers.frame.PodState;
import dev.driftless.sim.controllers.frame.Read;
import dev.driftless.sim.store.Json;
import tools.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A Deployment and its ReplicaSets.
 *
 * @param current the oldest one with the Deployment's template
 * @param old     all others, oldest first
 */
record Fleet(ObjectNode deployment, Optional<ObjectNode> current, List<ObjectNode> old) {

  static final String HASH = "pod-template-hash";

  private static final Comparator<ObjectNode> BY_AGE =
      Comparator.comparing((ObjectNode set) -> Read.text(set, "metadata", "creationTimestamp"))
          .thenComparing(set -> Read.name(set).name());

  static Fleet of(ObjectNode deployment, List<ObjectNode> sets) {
    List<ObjectNode> sorted = sets.stream().sorted(BY_AGE).toList();
    ObjectNode template = Read.object(deployment, "spec", "template");
    Optional<ObjectNode> current = sorted.stream().filter(set -> sameTemplate(set, template)).findFirst();
    return new Fleet(deployment, current, sorted.stream().filter(set -> set != current.orElse(null)).toList());
  }

  private static boolean sameTemplate(ObjectNode set, ObjectNode template) {
    ObjectNode own = Read.object(set, "spec", "template");
    return own.path("spec").equals(template.path("spec"))
        && Json.without(own, "metadata", "labels", HASH).path("metadata")
            .equals(Json.without(template, "metadata", "labels", HASH).path("metadata"));
  }

  List<ObjectNode> all() {
    List<ObjectNode> all = new ArrayList<>(old);
    current.ifPresent(all::add);
    return all;
  }

  /** Those that are to have pods. */
  List<ObjectNode> active() {
    return all().stream().filter(set -> replicas(set) > 0).toList();
  }

  /** What the Deployment asks for. */
  int desired() {
    return Read.number(deployment, 1, "spec", "replicas");
  }

  boolean paused() {
    return Read.flag(deployment, "spec", "paused");
  }

  /** Absent means that progress is not watched. */
  Optional<Integer> progressDeadline() {
    int seconds = Read.number(deployment, Integer.MAX_VALUE, "spec", "progressDeadlineSeconds");
    return seconds == Integer.MAX_VALUE ? Optional.empty() : Optional.of(seconds);
  }

  /** Every pod that is wanted is there, up to date and available, no other is left, and all that has been noticed. */
  boolean complete(ObjectNode status) {
    return Read.number(status, 0, "updatedReplicas") == desired()
        && Read.number(status, 0, "replicas") == desired()
        && Read.number(status, 0, "availableReplicas") == desired()
        && Read.number(status, 0, "observedGeneration") >= Read.generation(deployment);
  }

  Optional<ObjectNode> progressing() {
    return PodState.condition(deployment, "Progressing");
  }

  static int replicas(ObjectNode set) {
    return Read.number(set, 1, "spec", "replicas");
  }

  static int total(List<ObjectNode> sets) {
    return sets.stream().mapToInt(Fleet::replicas).sum();
  }

  /** Sum of a number that the ReplicaSets' status tells. */
  static int told(List<ObjectNode> sets, String field) {
    return sets.stream().mapToInt(set -> told(set, field)).sum();
  }

  static int told(ObjectNode set, String field) {
    return Read.number(set, 0, "status", field);
  }
}
