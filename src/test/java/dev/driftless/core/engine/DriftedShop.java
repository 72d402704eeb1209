package dev.driftless.core.engine;

import dev.driftless.core.model.Change;
import dev.driftless.core.model.Resource;
import dev.driftless.core.model.WorkloadRef;
import dev.driftless.core.plan.AlertGate;
import dev.driftless.core.plan.Mode;
import dev.driftless.core.plan.Policy;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** For tests of what drives an engine: a cluster with two drifted workloads, and an engine that restarts both. */
public final class DriftedShop {

  public static final Instant START = World.START;
  /** After which nothing is held back any more. */
  public static final Duration SETTLED = Duration.ofMinutes(2);

  public static final Policy ENFORCING = Daemon.policy(Mode.ENFORCE, Daemon.limits(100, 100, 100));
  public static final Policy OBSERVING = Daemon.policy(Mode.OBSERVE, Daemon.limits(100, 100, 100));

  private final World world = new World();
  private final WorkloadRef cart;

  public DriftedShop() {
    world.namespace("shop");
    cart = world.workload("shop", "cart", 3, "1.31.2");
    world.workload("shop", "orders", 4, "1.31.2");
    world.upgrade("1.32.0");
  }

  /** The first of them. */
  public WorkloadRef cart() {
    return cart;
  }

  public Engine engine() {
    return engine(Optional.empty());
  }

  public Engine engine(Optional<AlertGate> alerts) {
    return new Engine(ENFORCING.with(alerts), START);
  }

  /** All that was not told yet. */
  public List<Change> news() {
    return world.news();
  }

  public static Map<Resource, InformerState> synced(Instant now) {
    Map<Resource, InformerState> states = new EnumMap<>(Resource.class);
    for (Resource resource : Resource.values()) {
      states.put(resource, new InformerState(true, now));
    }
    return states;
  }
}
