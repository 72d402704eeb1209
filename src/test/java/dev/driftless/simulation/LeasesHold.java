package dev.driftless.simulation;

import dev.driftless.sim.store.ResourceTypes;
import dev.driftless.sim.store.StoreEvent;

import java.time.Duration;
import java.time.Instant;

/**
 * Invariant 1: no write arrives from a process whose lease could have been lost: it still holds it, and nobody else
 * could have taken it, by the API server's own clock.
 */
final class LeasesHold implements Invariant {

  private static final Duration LEASE = Duration.ofSeconds(15);

  private final World world;
  private String holder = "";
  private Instant renewed = Instant.MIN;

  LeasesHold(World world) {
    this.world = world;
    world.cluster().store().subscribe(this::changed);
  }

  private void changed(StoreEvent event) {
    if (event.resource().equals(ResourceTypes.LEASES)) {
      holder = event.type() == StoreEvent.Type.DELETED ? ""
          : event.object().path("spec").path("holderIdentity").asString("");
      renewed = world.now();
    }
  }

  @Override
  public void acted(Write write) {
    if (!holder.equals(SimulatedDaemon.identity(write.process()))) {
      throw new Violation(1, "the lease is held by '" + holder + "': " + write);
    }
    if (renewed.plus(LEASE).isBefore(write.at())) {
      throw new Violation(1, "the lease has ended, it was renewed at " + renewed + ": " + write);
    }
  }
}
