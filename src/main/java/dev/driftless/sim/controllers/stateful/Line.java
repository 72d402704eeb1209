package dev.driftless.sim.controllers.stateful;

import dev.driftless.sim.controllers.frame.PodState;
import dev.driftless.sim.controllers.frame.Read;
import dev.driftless.sim.controllers.frame.Tally;
import tools.jackson.databind.node.ObjectNode;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The pods of a StatefulSet in their order.
 *
 * @param first     the lowest number that it is to have
 * @param wanted    how many it is to have
 * @param byOrdinal those that are there and are to be there
 * @param condemned those with other numbers, highest first
 */
record Line(ObjectNode set, Instant now, int first, int wanted, TreeMap<Integer, ObjectNode> byOrdinal,
    List<ObjectNode> condemned) {

  static Line of(ObjectNode set, List<ObjectNode> pods, Instant now) {
    int first = Read.number(set, 0, "spec", "ordinals", "start");
    int wanted = Read.number(set, 1, "spec", "replicas");
    TreeMap<Integer, ObjectNode> byOrdinal = new TreeMap<>();
    List<ObjectNode> condemned = new ArrayList<>();
    for (ObjectNode pod : pods) {
      int ordinal = StatefulPod.ordinal(pod);
      if (ordinal >= first && ordinal < first + wanted) {
        byOrdinal.put(ordinal, pod);
      } else if (ordinal >= 0) {
        condemned.add(pod);
      }
    }
    condemned.sort(Comparator.comparingInt(StatefulPod::ordinal).reversed());
    return new Line(set, now, first, wanted, byOrdinal, condemned);
  }

  Optional<ObjectNode> at(int ordinal) {
    return Optional.ofNullable(byOrdinal.get(ordinal));
  }

  boolean available(ObjectNode pod) {
    return PodState.available(pod, Read.number(set, 0, "spec", "minReadySeconds"), now);
  }

  /** Running, available and to stay. */
  boolean healthy(ObjectNode pod) {
    return PodState.phase(pod).equals("Running") && available(pod) && !Read.deleting(pod);
  }

  /** The lowest number that is missing or not healthy; of the condemned only if all others are well. */
  Optional<ObjectNode> firstUnhealthyCondemned() {
    boolean othersWell = byOrdinal.size() == wanted && byOrdinal.values().stream().allMatch(this::healthy);
    return othersWell ? condemned.reversed().stream().filter(pod -> !healthy(pod)).findFirst() : Optional.empty();
  }

  /** Some pod only has to stay ready for a while. */
  boolean ripening() {
    return byOrdinal.values().stream().anyMatch(pod -> PodState.ready(pod) && !available(pod));
  }

  ObjectNode status(String currentRevision, String updateRevision) {
    List<ObjectNode> all = new ArrayList<>(byOrdinal.values());
    all.addAll(condemned);
    List<ObjectNode> ready =
        all.stream().filter(pod -> PodState.phase(pod).equals("Running") && PodState.ready(pod)).toList();
    int current = at(all, currentRevision);
    int updated = at(all, updateRevision);
    boolean complete = Read.text(set, "spec", "updateStrategy", "type").equals("RollingUpdate") && updated == wanted
        && ready.size() == wanted && all.size() == wanted;
    return new Tally().unlessZero("observedGeneration", Read.generation(set)).always("replicas", all.size())
        .unlessZero("readyReplicas", ready.size()).unlessZero("currentReplicas", complete ? updated : current)
        .unlessZero("updatedReplicas", updated).text("currentRevision", complete ? updateRevision : currentRevision)
        .text("updateRevision", updateRevision).always("collisionCount", 0)
        .always("availableReplicas", (int) ready.stream().filter(this::available).count()).toJson();
  }

  private static int at(List<ObjectNode> pods, String revision) {
    return (int) pods.stream()
        .filter(pod -> !Read.deleting(pod) && StatefulPod.revision(pod).equals(revision)).count();
  }
}
