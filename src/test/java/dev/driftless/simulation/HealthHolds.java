package dev.driftless.simulation;

import dev.driftless.sim.store.ResourceType;
import dev.driftless.sim.store.ResourceTypes;
import dev.driftless.sim.store.StoreEvent;
import tools.jackson.databind.node.ObjectNode;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Invariant 6: while more pods of the mesh are down than people allow, nothing more is taken down. Only what has been
 * so for long enough to be known counts, and only pods that certainly have a sidecar; a workload that an earlier
 * restart has left unhealthy may be put right.
 */
final class HealthHolds implements Invariant {

  private static final Set<ResourceType> COUNTED = Set.of(ResourceTypes.DEPLOYMENTS, ResourceTypes.STATEFUL_SETS,
      ResourceTypes.DAEMON_SETS, ResourceTypes.REPLICATION_CONTROLLERS, ResourceTypes.REPLICA_SETS);

  private final World world;
  private final Oracle oracle;
  private final InForce inForce;
  private final Staleness staleness;
  private final Deque<Look> looks = new ArrayDeque<>();
  private Instant meshChanged = Instant.MIN;

  /** How many pods were wanted from that moment on, and how many of each workload were missing, by UID. */
  private record Look(Instant at, int wanted, Map<String, Integer> missing) {}

  HealthHolds(World world, Oracle oracle, InForce inForce, Staleness staleness) {
    this.world = world;
    this.oracle = oracle;
    this.inForce = inForce;
    this.staleness = staleness;
    look();
    world.cluster().store().subscribe(this::changed);
  }

  private void changed(StoreEvent event) {
    meshChanged = Oracle.isMesh(event) || event.name().namespace().equals(World.MESH) ? world.now() : meshChanged;
    if (COUNTED.contains(event.resource())) {
      look();
    }
  }

  private void look() {
    Map<String, Integer> missing = new HashMap<>();
    int wanted = 0;
    for (ObjectNode workload : world.workloads().filter(HealthHolds::isCounted).toList()) {
      wanted += Oracle.wanted(workload);
      missing.put(uid(workload), Math.max(0, Oracle.wanted(workload) - available(workload)));
    }
    looks.addLast(new Look(world.now(), wanted, missing));
    forget(world.now().minus(staleness.longest().multipliedBy(2)));
  }

  /** But for the last one from before. */
  private void forget(Instant before) {
    Iterator<Look> later = looks.iterator();
    later.next();
    while (later.hasNext() && later.next().at().isBefore(before)) {
      looks.removeFirst();
    }
  }

  @Override
  public void acted(Write write) {
    Instant known = world.now().minus(staleness.longest());
    if (!write.stored() || !meshChanged.isBefore(known) || mends(write)) {
      return;
    }
    Set<String> meshed = world.workloads().filter(HealthHolds::isCounted).filter(oracle::isMeshed)
        .map(HealthHolds::uid).collect(Collectors.toSet());
    forget(known);
    List<Look> wrong = looks.stream().filter(look -> isTooMany(look, meshed)).toList();
    if (looks.getFirst().at().isBefore(known) && wrong.size() == looks.size()) {
      throw new Violation(6, "too many pods are down, " + wrong.getLast() + ", and restarted: " + write);
    }
  }

  private boolean isTooMany(Look look, Set<String> meshed) {
    int missing = look.missing().entrySet().stream().filter(entry -> meshed.contains(entry.getKey()))
        .mapToInt(Map.Entry::getValue).sum();
    return inForce.possible()
        .allMatch(policy -> missing > policy.limits().breaking().maxUnhealthy().of(look.wanted()));
  }

  private static boolean mends(Write write) {
    return !write.isEviction() && !Oracle.isRolledOut(write.before())
        && !Write.annotations(write.before().path("metadata")).path("driftless.dev/restart-id").isMissingNode();
  }

  /** Whether it is an owner of its own. */
  private static boolean isCounted(ObjectNode workload) {
    return World.owner(workload).isEmpty()
        && !workload.path("metadata").path("namespace").asString("").equals(World.MESH);
  }

  private static int available(ObjectNode workload) {
    return workload.path("status").path(
        workload.path("kind").asString("").equals("DaemonSet") ? "numberAvailable" : "availableReplicas").asInt(0);
  }

  private static String uid(ObjectNode workload) {
    return workload.path("metadata").path("uid").asString("");
  }
}
