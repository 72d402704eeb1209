package dev.driftless.sim.controllers.daemon;

import dev.driftless.sim.controllers.frame.PodState;
import dev.driftless.sim.controllers.frame.Portion;
import dev.driftless.sim.controllers.frame.Read;
import dev.driftless.sim.controllers.frame.Tally;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A DaemonSet, the nodes, and which of its pods is where. Pure.
 *
 * @param ground where there should be a pod, and where there may be one
 * @param byNode its pods, oldest first; no node without any unless it is wanted
 */
record Rounds(ObjectNode set, String hash, Instant now, Ground ground, Map<String, List<ObjectNode>> byNode) {

  private static final Comparator<ObjectNode> BY_AGE =
      Comparator.comparing((ObjectNode pod) -> Read.text(pod, "metadata", "creationTimestamp"))
          .thenComparing(Read::name);

  static Rounds of(ObjectNode set, String hash, Collection<ObjectNode> nodes, List<ObjectNode> pods, Instant now) {
    Ground ground = Ground.of(DaemonPod.template(set), nodes);
    Map<String, List<ObjectNode>> byNode = new TreeMap<>();
    ground.wanted().forEach(node -> byNode.put(node, new ArrayList<>()));
    pods.stream().sorted(BY_AGE)
        .forEach(pod -> byNode.computeIfAbsent(DaemonPod.node(pod), node -> new ArrayList<>()).add(pod));
    return new Rounds(set, hash, now, ground, byNode);
  }

  private List<String> wanted() {
    return ground.wanted();
  }

  /** Wanted nodes without any pod, also without one that is on its way out. */
  List<String> missing() {
    return wanted().stream().filter(node -> byNode.get(node).isEmpty()).toList();
  }

  /** Those that ended, those on nodes where none may be, and all but the oldest on the others. */
  List<ObjectNode> surplus() {
    List<ObjectNode> surplus = new ArrayList<>();
    byNode.forEach((node, pods) -> {
      List<ObjectNode> staying = pods.stream().filter(pod -> !Read.deleting(pod)).toList();
      boolean kept = !ground.keeps(node);
      for (ObjectNode pod : staying) {
        if (PodState.finished(pod) || kept) {
          surplus.add(pod);
        } else {
          kept = true;
        }
      }
    });
    return surplus;
  }

  /** Outdated pods to delete now: all that are not available anyway, others as far as availability allows. */
  List<ObjectNode> outdated() {
    JsonNode rolling = Read.at(set, "spec", "updateStrategy", "rollingUpdate");
    int most = Portion.roundedUp(rolling.path("maxUnavailable"), wanted().size(), 1);
    int surge = Portion.roundedUp(rolling.path("maxSurge"), wanted().size(), 0);
    int unavailable = 0;
    List<ObjectNode> replaceable = new ArrayList<>();
    List<ObjectNode> candidates = new ArrayList<>();
    for (List<ObjectNode> pods : byNode.values()) {
      List<ObjectNode> staying = pods.stream().filter(pod -> !Read.deleting(pod)).toList();
      if (staying.size() == 1 && available(staying.getFirst())) {
        staying.stream().filter(pod -> !DaemonPod.updated(pod, hash)).forEach(candidates::add);
      } else {
        unavailable++;
        if (staying.size() == 1 && !DaemonPod.updated(staying.getFirst(), hash)) {
          replaceable.add(staying.getFirst());
        }
      }
    }
    int room = Math.max(0, Math.max(1, Math.max(most, surge)) - unavailable);
    replaceable.addAll(candidates.subList(0, Math.min(room, candidates.size())));
    return replaceable;
  }

  private boolean available(ObjectNode pod) {
    return PodState.available(pod, Read.number(set, 0, "spec", "minReadySeconds"), now);
  }

  boolean ripening() {
    return byNode.values().stream().flatMap(List::stream).anyMatch(pod -> PodState.ready(pod) && !available(pod));
  }

  ObjectNode status() {
    List<ObjectNode> oldest =
        wanted().stream().map(byNode::get).filter(pods -> !pods.isEmpty()).map(List::getFirst).toList();
    int available = (int) oldest.stream().filter(this::available).count();
    int misscheduled = (int) byNode.entrySet().stream()
        .filter(node -> !wanted().contains(node.getKey()) && !node.getValue().isEmpty()).count();
    return new Tally().always("currentNumberScheduled", oldest.size())
        .always("numberMisscheduled", misscheduled).always("desiredNumberScheduled", wanted().size())
        .always("numberReady", (int) oldest.stream().filter(PodState::ready).count())
        .unlessZero("observedGeneration", Read.generation(set))
        .unlessZero("updatedNumberScheduled",
            (int) oldest.stream().filter(pod -> DaemonPod.updated(pod, hash)).count())
        .unlessZero("numberAvailable", available).unlessZero("numberUnavailable", wanted().size() - available)
        .toJson();
  }
}
