package dev.driftless.sim.controllers.deployment;

import tools.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a rolling update does next, given how far it is. Pure. */
record RollingStep(Fleet fleet, Bounds bounds) {

  static RollingStep of(Fleet fleet) {
    return new RollingStep(fleet, Bounds.of(fleet));
  }

  /** How many replicas the current ReplicaSet may have now; it may have none yet. */
  int current() {
    int own = fleet.current().map(Fleet::replicas).orElse(0);
    if (own >= bounds.desired()) {
      return bounds.desired();
    }
    int room = bounds.most() - Fleet.total(fleet.all());
    return room <= 0 ? own : own + Math.min(room, bounds.desired() - own);
  }

  /** Which old ones shrink: first by what is not available there anyway, then as far as availability allows. */
  List<Scaling> shrunk() {
    int waiting = fleet.current().map(set -> Fleet.replicas(set) - Fleet.told(set, "availableReplicas")).orElse(0);
    int most = Fleet.total(fleet.all()) - bounds.leastAvailable() - waiting;
    if (Fleet.total(fleet.old()) == 0 || most <= 0) {
      return List.of();
    }
    Map<ObjectNode, Integer> sizes = new LinkedHashMap<>();
    fleet.old().stream().filter(set -> Fleet.replicas(set) > 0).forEach(set -> sizes.put(set, Fleet.replicas(set)));
    dropUnavailable(sizes, most);
    dropAvailable(sizes);
    List<Scaling> scalings = new ArrayList<>();
    sizes.forEach((set, size) -> {
      if (size != Fleet.replicas(set)) {
        scalings.add(new Scaling(set, size));
      }
    });
    return scalings;
  }

  private static void dropUnavailable(Map<ObjectNode, Integer> sizes, int most) {
    int left = most;
    for (Map.Entry<ObjectNode, Integer> size : sizes.entrySet()) {
      int unavailable = Math.max(0, size.getValue() - Fleet.told(size.getKey(), "availableReplicas"));
      int dropped = Math.min(left, unavailable);
      size.setValue(size.getValue() - dropped);
      left -= dropped;
    }
  }

  private void dropAvailable(Map<ObjectNode, Integer> sizes) {
    int left = Fleet.told(fleet.all(), "availableReplicas") - bounds.leastAvailable();
    for (Map.Entry<ObjectNode, Integer> size : sizes.entrySet()) {
      int dropped = Math.max(0, Math.min(left, size.getValue()));
      size.setValue(size.getValue() - dropped);
      left -= dropped;
    }
  }
}
