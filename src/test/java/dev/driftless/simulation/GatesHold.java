package dev.driftless.simulation;

import dev.driftless.sim.store.ObjectName;
import dev.driftless.sim.store.ResourceTypes;
import dev.driftless.sim.store.StoreEvent;
import tools.jackson.databind.JsonNode;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Invariant 6: no action while a gate is closed: control plane, quiet time of the mesh, a paused owner. */
final class GatesHold implements Invariant {

  private static final ObjectName ISTIOD = new ObjectName(World.MESH, "istiod");

  private final World world;
  private final Staleness staleness;
  private final InForce inForce;
  private Instant istiodChanged = Instant.MIN;
  private Instant meshChanged = Instant.MIN;

  GatesHold(World world, InForce inForce, Staleness staleness) {
    this.world = world;
    this.inForce = inForce;
    this.staleness = staleness;
    world.cluster().store().subscribe(this::changed);
  }

  private void changed(StoreEvent event) {
    if (event.resource().equals(ResourceTypes.DEPLOYMENTS) && event.name().equals(ISTIOD)) {
      istiodChanged = world.now();
    }
    boolean injector = event.resource().equals(ResourceTypes.CONFIG_MAPS) && event.name().namespace().equals(World.MESH)
        && !event.object().path("data").equals(event.before() == null ? null : event.before().path("data"));
    meshChanged = injector ? world.now() : meshChanged;
  }

  @Override
  public void evicted(Write eviction) {
    wrote(eviction);
  }

  @Override
  public void wrote(Write write) {
    if (!write.stored()) {
      return;
    }
    Instant known = world.now().minus(staleness.longest());
    Optional<JsonNode> istiod = world.get(ResourceTypes.DEPLOYMENTS, ISTIOD).map(found -> found);
    boolean settled = istiod.filter(found -> Oracle.isRolledOut((tools.jackson.databind.node.ObjectNode) found)
        && found.path("spec").path("replicas").asInt(1) > 0).isPresent();
    if (!settled && istiodChanged.isBefore(known)) {
      throw new Violation(6, "istiod is not there, and restarted: " + write);
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
