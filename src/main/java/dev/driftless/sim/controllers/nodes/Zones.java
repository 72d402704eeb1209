package dev.driftless.sim.controllers.nodes;

import dev.driftless.sim.controllers.frame.PodState;
import dev.driftless.sim.controllers.frame.Read;
import tools.jackson.databind.node.ObjectNode;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How many nodes of each zone are well: if too many are not, then rather the network is broken than the nodes. Pure.
 *
 * @param all by zone
 */
record Zones(Map<String, Integer> all, Map<String, Integer> well) {

  private static final Duration USUAL = Duration.ofSeconds(10);
  private static final Duration SECONDARY = Duration.ofSeconds(100);
  private static final int LARGE = 50;
  private static final double UNHEALTHY = 0.55;

  static Zones of(Collection<ObjectNode> nodes) {
    Zones zones = new Zones(new HashMap<>(), new HashMap<>());
    for (ObjectNode node : nodes) {
      zones.all.merge(zone(node), 1, Integer::sum);
      zones.well.merge(zone(node), PodState.ready(node) ? 1 : 0, Integer::sum);
    }
    return zones;
  }

  static String zone(ObjectNode node) {
    return Read.text(Read.labels(node), "topology.kubernetes.io/zone");
  }

  boolean noneWell() {
    return well.values().stream().allMatch(count -> count == 0);
  }

  /** How long the next node of a zone waits after one whose pods leave; empty if none may for the time being. */
  Optional<Duration> pause(String zone) {
    int total = all.get(zone);
    int ill = total - well.get(zone);
    if (noneWell()) {
      return Optional.empty();
    }
    boolean partly = ill < total && ill > 2 && (double) ill / total >= UNHEALTHY;
    return !partly ? Optional.of(USUAL) : total > LARGE ? Optional.of(SECONDARY) : Optional.empty();
  }
}
