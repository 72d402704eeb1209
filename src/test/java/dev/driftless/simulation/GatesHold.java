package dev.driftless.simulation;

import dev.driftless.sim.store.ObjectName;
import dev.driftless.sim.store.ResourceTypes;
import dev.driftless.sim.store.StoreEvent;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Invariant 6: no action while a gate is closed: control plane, quiet time of the mesh, a paused owner. */
final class GatesHold implements Invariant {

  private final World world;
  private final Staleness staleness;
  private final InForce inForce;
  private final Oracle oracle;
  private final Map<ObjectName, Instant> istiodChanged = new HashMap<>();
  private Instant meshChanged = Instant.MIN;
  private Instant webhooksChanged = Instant.MIN;

  GatesHold(World world, Oracle oracle, InForce inForce, Staleness staleness) {
    this.oracle = oracle;
    this.world = world;
    this.inForce = inForce;
    this.staleness = staleness;
    world.cluster().store().subscribe(this::changed);
  }

  private void changed(StoreEvent event) {
    if (event.resource().equals(ResourceTypes.DEPLOYMENTS) && event.name().namespace().equals(World.MESH)) {
      istiodChanged.put(event.name(), world.now());
    }
    if (event.resource().equals(ResourceTypes.MUTATING_WEBHOOK_CONFIGURATIONS)
        || event.resource().equals(ResourceTypes.NAMESPACES)) {
      webhooksChanged = world.now();
    }
    boolean injector = event.resource().equals(ResourceTypes.CONFIG_MAPS) && event.name().namespace().equals(World.MESH)
        && !event.object().path("data").equals(event.before() == null ? null : event.before().path("data"));
    meshChanged = injector ? world.now() : meshChanged;
  }

  @Override
  public void acted(Write write) {
    if (!write.stored()) {
      return;
    }
    Instant known = world.now().minus(staleness.longest());
    ObjectName istiod = new ObjectName(World.MESH, oracle.istiod(write.name().namespace()));
    boolean settled = world.get(ResourceTypes.DEPLOYMENTS, istiod).filter(found -> Oracle.isRolledOut(found)
        && found.path("spec").path("replicas").asInt(1) > 0).isPresent();
    if (!settled && webhooksChanged.isBefore(known)
        && istiodChanged.getOrDefault(istiod, Instant.MIN).isBefore(known)) {
      throw new Violation(6, istiod + " is not there, and restarted: " + write);
    }
    Duration settle =
        inForce.possible().map(policy -> policy.mesh().settle()).min(Duration::compareTo).orElseThrow();
    if (meshChanged.plus(settle).isAfter(world.now()) && meshChanged.isBefore(known)) {
      throw new Violation(6, "the mesh changed at " + meshChanged + ", and restarted: " + write);
    }
    if (write.before().path("spec").path("paused").asBoolean(false)) {
      throw new Violation(6, "paused, and restarted: " + write);
    }
  }
}
