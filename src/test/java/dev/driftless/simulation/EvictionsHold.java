package dev.driftless.simulation;

import dev.driftless.sim.store.ResourceType;
import dev.driftless.sim.store.ResourceTypes;
import dev.driftless.sim.store.StoreEvent;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Invariants 5 and 9: no pod is evicted but a drifted one of a workload whose restart is marked, none twice, and none
 * before the one that was evicted before it is replaced, unless it does not run anyway. What changed so lately that
 * nobody can know it is no fault.
 */
final class EvictionsHold implements Invariant {

  private static final List<ResourceType> OWNERS = List.of(ResourceTypes.STATEFUL_SETS, ResourceTypes.DAEMON_SETS,
      ResourceTypes.REPLICA_SETS, ResourceTypes.REPLICATION_CONTROLLERS);

  private final World world;
  private final Oracle oracle;
  private final Staleness staleness;
  private final Map<String, Instant> last = new HashMap<>();
  private final Map<String, Instant> readyPodBorn = new HashMap<>();
  private final Set<String> evicted = new HashSet<>();
  private Instant meshChanged = Instant.MIN;

  EvictionsHold(World world, Oracle oracle, Staleness staleness) {
    this.world = world;
    this.oracle = oracle;
    this.staleness = staleness;
    world.cluster().store().subscribe(this::changed);
  }

  private void changed(StoreEvent event) {
    if (event.resource().equals(ResourceTypes.PODS)) {
      if (World.isReady(event.object())) {
        readyPodBorn.merge(owner(event.object()), Instant.parse(event.object().path("metadata")
            .path("creationTimestamp").asString()), (one, other) -> one.isAfter(other) ? one : other);
      }
    } else if (event.name().namespace().equals(World.MESH) || event.resource().equals(ResourceTypes.NAMESPACES)) {
      meshChanged = world.now();
    }
  }

  @Override
  public void evicted(Write eviction) {
    if (!eviction.stored()) {
      return;
    }
    ObjectNode pod = eviction.before();
    String owner = owner(pod);
    if (!evicted.add(pod.path("metadata").path("uid").asString())) {
      throw new Violation(9, "evicted twice: " + eviction);
    }
    Instant before = last.put(owner, world.now());
    boolean alive = World.isReady(pod);
    if (alive && before != null
        && readyPodBorn.getOrDefault(owner, Instant.MIN).isBefore(before.minus(Duration.ofSeconds(1)))) {
      throw new Violation(9, "the pod evicted at " + before + " is not replaced: " + eviction);
    }
    ObjectNode workload = workload(owner).orElseThrow(() -> new Violation(9, "of nobody: " + eviction));
    if (!Write.annotations(workload.path("metadata")).has("driftless.dev/restart-id")) {
      throw new Violation(9, "without marks: " + eviction);
    }
    boolean known = meshChanged.isBefore(world.now().minus(staleness.longest()).minus(Duration.ofSeconds(30)));
    if (known && !oracle.isDrifted(workload, pod).orElse(true)) {
      throw new Violation(5, "in sync, and evicted: " + eviction);
    }
  }

  private static String owner(JsonNode pod) {
    return pod.path("metadata").path("ownerReferences").path(0).path("uid").asString("");
  }

  private Optional<ObjectNode> workload(String uid) {
    return OWNERS.stream().flatMap(type -> world.list(type).stream())
        .filter(object -> object.path("metadata").path("uid").asString().equals(uid)).findFirst();
  }
}
