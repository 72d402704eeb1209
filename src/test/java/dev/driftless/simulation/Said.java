package dev.driftless.simulation;

import dev.driftless.sim.store.ResourceTypes;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Since when a daemon must know what namespaces are annotated with. */
final class Said {

  /** The latest event, and then a second. */
  private static final Duration HEARD = Feed.LATEST.plusSeconds(1);

  private final World world;
  private final Staleness staleness;
  private final Map<String, Instant> changed = new HashMap<>();

  Said(World world, Staleness staleness) {
    this.world = world;
    this.staleness = staleness;
    world.cluster().store().subscribe(event -> {
      if (event.resource().equals(ResourceTypes.NAMESPACES)) {
        changed.put(event.name().name(), world.now());
      }
    });
  }

  /** Whether that process knows it: one that stood still until now may go by what it knew before. */
  boolean isKnown(int process, String namespace) {
    return isKnown(namespace, HEARD) && !staleness.hasStood(process);
  }

  /** Whether nothing may arrive any more that was decided without knowing it, whoever stood still. */
  boolean isKnownToAll(String namespace) {
    return isKnown(namespace, HEARD.plus(Network.ON_ITS_WAY));
  }

  private boolean isKnown(String namespace, Duration within) {
    return !staleness.isBlind()
        && changed.getOrDefault(namespace, Instant.MIN).plus(within).isBefore(world.now());
  }
}
