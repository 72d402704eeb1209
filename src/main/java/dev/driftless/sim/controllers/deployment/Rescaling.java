package dev.driftless.sim.controllers.deployment;

import dev.driftless.sim.controllers.frame.Read;
import tools.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What follows from another number of replicas, and while a Deployment is paused: the one ReplicaSet that has pods
 * takes all of it; in the middle of a rollout each takes its share, and the largest what is left over. Pure.
 */
record Rescaling(Fleet fleet, Bounds bounds) {

  static final String DESIRED = "deployment.kubernetes.io/desired-replicas";
  static final String MOST = "deployment.kubernetes.io/max-replicas";

  static Rescaling of(Fleet fleet) {
    return new Rescaling(fleet, Bounds.of(fleet));
  }

  /** Somebody changed the number of replicas since the ReplicaSets were last scaled. */
  boolean due() {
    return fleet.active().stream().anyMatch(set -> annotated(set, DESIRED) >= 0
        && annotated(set, DESIRED) != fleet.desired());
  }

  List<Scaling> scalings() {
    List<ObjectNode> active = fleet.active();
    if (active.size() <= 1) {
      Optional<ObjectNode> only = active.stream().findFirst().or(fleet::current).or(this::newest);
      return only.filter(set -> Fleet.replicas(set) != fleet.desired())
          .map(set -> List.of(new Scaling(set, fleet.desired()))).orElse(List.of());
    }
    if (saturated()) {
      return fleet.old().stream().filter(set -> Fleet.replicas(set) > 0).map(set -> new Scaling(set, 0)).toList();
    }
    return Read.text(fleet.deployment(), "spec", "strategy", "type").equals("Recreate") ? List.of() : shares(active);
  }

  private Optional<ObjectNode> newest() {
    return fleet.old().isEmpty() ? Optional.empty() : Optional.of(fleet.old().getLast());
  }

  private boolean saturated() {
    return fleet.current().filter(set -> Fleet.replicas(set) == fleet.desired()
        && annotated(set, DESIRED) == fleet.desired()
        && Fleet.told(set, "availableReplicas") == fleet.desired()).isPresent();
  }

  private List<Scaling> shares(List<ObjectNode> active) {
    int change = (fleet.desired() > 0 ? bounds.most() : 0) - Fleet.total(active);
    List<ObjectNode> largestFirst = new ArrayList<>(change > 0 ? active.reversed() : active);
    largestFirst.sort(Comparator.comparingInt(Fleet::replicas).reversed());
    List<Scaling> scalings = new ArrayList<>();
    int done = 0;
    for (ObjectNode set : largestFirst) {
      int share = share(set, change, done);
      scalings.add(new Scaling(set, Fleet.replicas(set) + share));
      done += share;
    }
    Scaling largest = scalings.getFirst();
    scalings.set(0, new Scaling(largest.set(), Math.max(0, largest.replicas() + change - done)));
    return scalings;
  }

  private int share(ObjectNode set, int change, int done) {
    if (change == 0 || change == done) {
      return 0;
    }
    int left = change - done;
    return change > 0 ? Math.min(fraction(set), left) : Math.max(fraction(set), left);
  }

  private int fraction(ObjectNode set) {
    if (fleet.desired() == 0) {
      return -Fleet.replicas(set);
    }
    int before = annotated(set, MOST) > 0 ? annotated(set, MOST) : Fleet.told(fleet.deployment(), "replicas");
    return before == 0 ? 0
        : (int) Math.round((double) Fleet.replicas(set) * bounds.most() / before) - Fleet.replicas(set);
  }

  private static int annotated(ObjectNode set, String name) {
    String text = Read.annotation(set, name);
    return text.isEmpty() ? -1 : Integer.parseInt(text);
  }
}
