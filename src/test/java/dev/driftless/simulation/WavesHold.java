package dev.driftless.simulation;

import dev.driftless.core.plan.DeferReason;
import dev.driftless.core.plan.Policy;
import dev.driftless.sim.store.ResourceTypes;
import dev.driftless.sim.store.StoreEvent;
import tools.jackson.databind.JsonNode;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Invariant 6: after a change of an injector, or of the tag that leads to it, the first restart towards what it gives
 * then goes alone, until it is rolled out. One whose namespace is labelled anew, or that its owner changes, shows
 * nothing any more. Of one that fails, the next may follow when the breaker lets one be tried; also of one whose pods
 * are evicted, and which was told to wait half done with none of them gone by that, or which people have opted out; and
 * of one that they have paused midway.
 */
final class WavesHold implements Invariant {

  private static final String INJECTOR = "istio-sidecar-injector";

  private final World world;
  private final InForce inForce;
  private final Oracle oracle;
  private final ReasonsAreTold reasons;
  private final Set<String> targetsBefore = new HashSet<>();
  private final Set<String> targets = new HashSet<>();
  private final Map<String, Flight> running = new HashMap<>();
  private final Set<String> shown = new HashSet<>();
  private final Set<String> evicting = new HashSet<>();

  /** @param istiod that gives it its proxy */
  private record Flight(String istiod, Write begin) {

    String namespace() {
      return begin.name().namespace();
    }

    boolean evicts() {
      return Oracle.evicts(begin.after());
    }
  }

  WavesHold(World world, InForce inForce, Oracle oracle, ReasonsAreTold reasons) {
    this.oracle = oracle;
    this.reasons = reasons;
    this.world = world;
    this.inForce = inForce;
    world.cluster().store().subscribe(this::see);
  }

  private void see(StoreEvent event) {
    Set<String> istiods = changed(event);
    if (!istiods.isEmpty()) {
      targetsBefore.addAll(targets);
      running.values().removeIf(flight -> istiods.contains(flight.istiod()));
      shown.removeAll(istiods);
    }
    if (event.resource().equals(ResourceTypes.NAMESPACES) && event.before() != null
        && !labels(event.object()).equals(labels(event.before()))) {
      running.values().removeIf(flight -> flight.namespace().equals(event.name().name()));
    }
    String uid = event.object().path("metadata").path("uid").asString("");
    Flight flight = running.get(uid);
    if (flight != null) {
      boolean rolledOut = !flight.evicts() && Oracle.isRolledOut(event.object());
      if (rolledOut) {
        shown.add(flight.istiod());
      }
      if (rolledOut || event.type() == StoreEvent.Type.DELETED
          || !template(event.object()).equals(template(flight.begin().after()))) {
        running.remove(uid);
      }
    }
  }

  /** The control planes that give something else from then on. */
  static Set<String> changed(StoreEvent event) {
    boolean injector = event.resource().equals(ResourceTypes.CONFIG_MAPS) && event.name().name().startsWith(INJECTOR)
        && event.before() != null && !event.object().path("data").equals(event.before().path("data"));
    if (injector) {
      return Set.of("istiod" + event.name().name().substring(INJECTOR.length()));
    }
    boolean tag = event.resource().equals(ResourceTypes.MUTATING_WEBHOOK_CONFIGURATIONS)
        && event.name().name().startsWith(Oracle.TAG);
    return tag ? Stream.of(event.object(), event.before()).filter(Objects::nonNull).map(Oracle::served)
        .collect(Collectors.toSet()) : Set.of();
  }

  @Override
  public void wrote(Write write) {
    if (!write.stored()) {
      return;
    }
    String target = write.mark("target");
    targets.add(target);
    running.entrySet().removeIf(entry -> isReplaced(entry.getKey(), entry.getValue())
        || isStopped(entry.getKey(), entry.getValue()));
    running.remove(write.uid());
    Instant oldest = world.now().minus(alone());
    boolean canary = inForce.possible().allMatch(policy -> policy.limits().waves().canary());
    String istiod = oracle.istiod(write.name().namespace());
    if (canary && !shown.contains(istiod) && !targetsBefore.contains(target) && running.values().stream()
        .anyMatch(flight -> flight.istiod().equals(istiod) && flight.begin().at().isAfter(oldest)
            && !isHalted(flight, write.process()))) {
      throw new Violation(6, "before the canary was rolled out: " + write);
    }
    running.put(write.uid(), new Flight(istiod, write));
    evicting.remove(write.uid());
  }

  /** Whether nothing of it goes on because people do not want it any more, or not yet. */
  private boolean isStopped(String uid, Flight flight) {
    return world.workload(uid).filter(workload -> flight.evicts() ? oracle.isOptedOut(workload)
        : workload.path("spec").path("paused").asBoolean(false)).isPresent();
  }

  private boolean isHalted(Flight flight, int process) {
    return flight.evicts() && reasons.of(process, flight.begin().type().kind(), flight.begin().name())
        .flatMap(ReasonsAreTold.Standing::deferred).filter(wait -> wait.reason() == DeferReason.HALF_DONE).isPresent()
        && (!evicting.contains(flight.begin().uid())
            || world.workload(flight.begin().uid()).filter(oracle::isWhole).isPresent());
  }

  @Override
  public void evicted(Write eviction) {
    if (eviction.stored()) {
      evicting.add(eviction.workload().path("metadata").path("uid").asString());
    }
  }

  private boolean isReplaced(String uid, Flight flight) {
    boolean replaced = flight.evicts() && world.workload(uid).filter(oracle::isReplaced).isPresent();
    if (replaced) {
      shown.add(flight.istiod());
    }
    return replaced;
  }

  /** For how long one cannot have failed and be followed by the next. */
  private Duration alone() {
    return inForce.possible().map(Policy::limits)
        .flatMap(limits -> Stream.of(limits.breaking().reopenAfter(), limits.deadline())).min(Duration::compareTo)
        .orElseThrow();
  }

  private static JsonNode labels(JsonNode object) {
    return object.path("metadata").path("labels");
  }

  private static JsonNode template(JsonNode workload) {
    return workload.path("spec").path("template");
  }
}
