package dev.driftless.simulation;

import dev.driftless.core.engine.Fact;
import dev.driftless.sim.store.ResourceTypes;
import dev.driftless.sim.store.StoreEvent;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Invariants 5 and 9: no pod is evicted but a drifted one of a workload that carries the marks of that very restart,
 * none twice, none but as it was decided on, and none before the one that was evicted before it is replaced, unless it
 * does not run anyway. What changed so lately that nobody can know it is no fault.
 */
final class EvictionsHold implements Invariant {

  private final World world;
  private final Oracle oracle;
  private final Staleness staleness;
  private final Map<String, Instant> last = new HashMap<>();
  private final Map<String, Instant> readyPodBorn = new HashMap<>();
  private final Map<String, Write> evicted = new HashMap<>();
  private final Map<Asked, String> requested = new HashMap<>();
  private Instant meshChanged = Instant.MIN;

  private record Asked(int process, String namespace, String pod) {}

  EvictionsHold(World world, Oracle oracle, Staleness staleness) {
    this.world = world;
    this.oracle = oracle;
    this.staleness = staleness;
    world.cluster().store().subscribe(this::changed);
  }

  private void changed(StoreEvent event) {
    if (event.resource().equals(ResourceTypes.PODS)) {
      if (World.isReady(event.object())) {
        readyPodBorn.merge(World.owner(event.object()), born(event.object()),
            (one, other) -> one.isAfter(other) ? one : other);
      }
    } else if (event.name().namespace().equals(World.MESH) || event.resource().equals(ResourceTypes.NAMESPACES)) {
      meshChanged = world.now();
    }
  }

  @Override
  public void told(int process, Fact fact) {
    if (fact instanceof Fact.EvictionRequested request && !request.dryRun()) {
      requested.put(new Asked(process, request.ref().namespace(), request.pod()), request.marks().restartId());
    }
  }

  @Override
  public void evicted(Write eviction) {
    if (eviction.dryRun()) {
      return;
    }
    ObjectNode pod = eviction.before();
    Write once = evicted.get(uid(pod));
    if (once != null && once.process() == eviction.process()
        && once.at().plus(Network.ON_ITS_WAY).isAfter(eviction.at())) {
      throw new Violation(9, "evicted twice: " + eviction);
    }
    if (!eviction.precondition().equals(pod.path("metadata").path("resourceVersion").asString())
        && eviction.stored()) {
      throw new Violation(9, "may be another pod, or evicted already: " + eviction);
    }
    if (eviction.stored()) {
      evicted.put(uid(pod), eviction);
      check(eviction, pod, World.owner(pod));
    }
  }

  private void check(Write eviction, ObjectNode pod, String owner) {
    if (uid(eviction.workload()).equals(uid(pod))) {
      throw new Violation(9, "of nobody: " + eviction);
    }
    String marks = requested.getOrDefault(new Asked(eviction.process(), eviction.name().namespace(),
        eviction.name().name()), "");
    if (marks.isEmpty() || !marks.equals(
        Write.annotations(eviction.workload().path("metadata")).path("driftless.dev/restart-id").asString(""))) {
      throw new Violation(9, "without the marks of restart " + marks + ": " + eviction);
    }
    Instant before = last.put(owner, world.now());
    if (World.isReady(pod)) {
      othersAreThere(eviction, pod, before == null ? Instant.MIN : before);
    }
    boolean known = meshChanged.isBefore(known().minus(Duration.ofSeconds(30)));
    if (known && !oracle.isDrifted(eviction.workload(), pod).orElse(true)) {
      throw new Violation(5, "in sync, and evicted: " + eviction);
    }
  }

  private void othersAreThere(Write eviction, ObjectNode pod, Instant before) {
    boolean replaced = !before.isAfter(Instant.MIN) || !readyPodBorn.getOrDefault(World.owner(pod), Instant.MIN)
        .isBefore(before.minus(Duration.ofSeconds(1)));
    if (!replaced && !wereThere(eviction, pod)) {
      throw new Violation(9, "the pod evicted at " + before + " is not replaced: " + eviction);
    }
    oracle.pods(eviction.workload()).filter(other -> !uid(other).equals(uid(pod)) && !World.isReady(other))
        .filter(other -> changed(other).isBefore(known())).findFirst().ifPresent(other -> {
          throw new Violation(9, World.name(other) + " is not ready: " + eviction);
        });
  }

  /**
   * Whether all that are wanted were ready, and the one before is gone: of a DaemonSet whose node was lost nobody wants
   * the pod there replaced.
   */
  private boolean wereThere(Write eviction, ObjectNode pod) {
    long others = oracle.pods(eviction.workload()).filter(World::isReady).filter(other -> !uid(other).equals(uid(pod)))
        .count();
    return others + 1 >= Oracle.wanted(eviction.workload()) && evicted.values().stream()
        .filter(before -> before != eviction && World.owner(before.before()).equals(World.owner(pod)))
        .noneMatch(before -> world.get(ResourceTypes.PODS, before.name())
            .filter(there -> uid(there).equals(uid(before.before()))).isPresent());
  }

  private Instant known() {
    return world.now().minus(staleness.longest());
  }

  private static String uid(JsonNode object) {
    return object.path("metadata").path("uid").asString("");
  }

  private static Instant born(JsonNode pod) {
    return Instant.parse(pod.path("metadata").path("creationTimestamp").asString());
  }

  /** When any of its conditions changed last. */
  private static Instant changed(JsonNode pod) {
    return pod.path("status").path("conditions").valueStream()
        .map(condition -> condition.path("lastTransitionTime").asString("")).filter(time -> !time.isEmpty())
        .map(Instant::parse).max(Instant::compareTo).orElse(born(pod));
  }
}
