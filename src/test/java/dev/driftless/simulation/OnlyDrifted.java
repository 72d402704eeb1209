package dev.driftless.simulation;

import dev.driftless.core.engine.Fact;
import dev.driftless.core.plan.Reaction;
import dev.driftless.sim.store.ResourceType;
import dev.driftless.sim.store.ResourceTypes;
import dev.driftless.sim.store.StoreEvent;
import tools.jackson.databind.node.ObjectNode;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/**
 * Invariant 5: nothing is restarted that is in sync, or whose owner does not want it to be. What changed so lately that
 * nobody can know it yet is no fault.
 */
final class OnlyDrifted implements Invariant {

  private static final Set<ResourceType> DECIDING = Set.of(ResourceTypes.PODS, ResourceTypes.CONFIG_MAPS,
      ResourceTypes.MUTATING_WEBHOOK_CONFIGURATIONS, ResourceTypes.NAMESPACES, ResourceTypes.ENDPOINT_SLICES);

  private final Oracle oracle;
  private final InForce inForce;
  private final World world;
  private final Staleness staleness;
  private final Said said;
  private Instant changed = Instant.MIN;

  OnlyDrifted(World world, Oracle oracle, InForce inForce, Staleness staleness, Said said) {
    this.inForce = inForce;
    this.said = said;
    this.world = world;
    this.oracle = oracle;
    this.staleness = staleness;
    world.cluster().store().subscribe(this::changed);
  }

  /** Pods come and go all the time: of them only those matter that take the last difference away. */
  private void changed(StoreEvent event) {
    if (DECIDING.contains(event.resource()) && !event.resource().equals(ResourceTypes.PODS)) {
      changed = world.now();
    }
  }

  @Override
  public void told(int process, Fact fact) {
    boolean acts = fact instanceof Fact.Requested || fact instanceof Fact.EvictionRequested;
    if (acts && said.isKnown(process, fact.ref().namespace())) {
      world.workload(fact.ref().uid()).filter(oracle::isOptedOut).ifPresent(workload -> {
        throw new Violation(5, "opted out: " + fact);
      });
    }
  }

  @Override
  public void acted(Write write) {
    if (write.stored() && said.isKnownToAll(write.name().namespace()) && oracle.isOptedOut(write.workload())) {
      throw new Violation(5, "opted out: " + write);
    }
  }

  @Override
  public void wrote(Write write) {
    if (write.stored() && Oracle.isGateway(write.after())
        && inForce.possible().noneMatch(policy -> policy.places().gateways() == Reaction.RESTART)) {
      throw new Violation(5, "a gateway, which is only to be reported: " + write);
    }
    if (!write.stored() || oracle.isDrifted(write.type(), write.name()).orElse(true)) {
      return;
    }
    Instant newest = oracle.pods(write.after()).map(OnlyDrifted::born).max(Instant::compareTo).orElse(Instant.MIN);
    Instant news = newest.isAfter(changed) ? newest : changed;
    if (news.isBefore(known())) {
      throw new Violation(5, "in sync, and restarted: " + write);
    }
  }

  private Instant known() {
    return world.now().minus(staleness.longest()).minus(Duration.ofSeconds(30));
  }

  private static Instant born(ObjectNode pod) {
    return Instant.parse(pod.path("metadata").path("creationTimestamp").asString());
  }
}
