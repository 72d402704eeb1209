package dev.driftless.simulation;

import dev.driftless.core.plan.Policy;
import dev.driftless.sim.store.ResourceTypes;
import dev.driftless.sim.store.StoreEvent;
import tools.jackson.databind.JsonNode;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Invariant 6: after a change of the injector the first restart towards what it gives then goes alone, until it is
 * rolled out. One whose namespace is labelled anew, or that its owner changes, shows nothing any more. Of one that
 * fails, the next may follow when the breaker lets one be tried.
 */
final class WavesHold implements Invariant {

  private static final String INJECTOR = "istio-sidecar-injector";

  private final World world;
  private final InForce inForce;
  private final Set<String> targetsBefore = new HashSet<>();
  private final Set<String> targets = new HashSet<>();
  private final Map<String, Flight> running = new HashMap<>();
  private boolean shown;

  private record Flight(String namespace, JsonNode template, Instant at) {}

  WavesHold(World world, InForce inForce) {
    this.world = world;
    this.inForce = inForce;
    world.cluster().store().subscribe(this::changed);
  }

  private void changed(StoreEvent event) {
    if (event.resource().equals(ResourceTypes.CONFIG_MAPS) && event.name().name().startsWith(INJECTOR)
        && event.before() != null && !event.object().path("data").equals(event.before().path("data"))) {
      targetsBefore.addAll(targets);
      running.clear();
      shown = false;
    }
    if (event.resource().equals(ResourceTypes.NAMESPACES) && event.before() != null
        && !labels(event.object()).equals(labels(event.before()))) {
      running.values().removeIf(flight -> flight.namespace().equals(event.name().name()));
    }
    String uid = event.object().path("metadata").path("uid").asString("");
    if (running.containsKey(uid)) {
      boolean rolledOut = Oracle.isRolledOut(event.object());
      shown |= rolledOut;
      if (rolledOut || event.type() == StoreEvent.Type.DELETED
          || !template(event.object()).equals(running.get(uid).template())) {
        running.remove(uid);
      }
    }
  }

  @Override
  public void wrote(Write write) {
    if (!write.stored()) {
      return;
    }
    String target = write.mark("target");
    targets.add(target);
    running.remove(write.uid());
    Instant oldest = world.now().minus(alone());
    boolean canary = inForce.possible().allMatch(policy -> policy.limits().waves().canary());
    if (canary && !shown && !targetsBefore.contains(target)
        && running.values().stream().map(Flight::at).anyMatch(oldest::isBefore)) {
      throw new Violation(6, "before the canary was rolled out: " + write);
    }
    running.put(write.uid(), new Flight(write.name().namespace(), template(write.after()), write.at()));
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
