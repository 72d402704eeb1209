package dev.driftless.simulation;

import dev.driftless.core.drift.Verdict;
import dev.driftless.core.engine.Fact;
import dev.driftless.core.plan.DeferReason;
import dev.driftless.sim.store.ObjectName;
import dev.driftless.sim.store.ResourceTypes;
import dev.driftless.sim.store.StoreEvent;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Invariant 6: after a change of the mesh the first that is restarted towards what it gives then is one that people
 * have named as a canary, unless each of those has a reason of its own to wait, which was told. Gateways go last,
 * whatever they are named.
 */
final class CanariesHold implements Invariant {

  static final String CANARY = "driftless.dev/canary";

  private final World world;
  private final InForce inForce;
  private final ReasonsAreTold reasons;
  private final Set<String> begun = new HashSet<>();

  CanariesHold(World world, InForce inForce, ReasonsAreTold reasons) {
    this.world = world;
    this.inForce = inForce;
    this.reasons = reasons;
    world.cluster().store().subscribe(this::changed);
  }

  private void changed(StoreEvent event) {
    if (Oracle.isMesh(event)) {
      begun.clear();
    }
  }

  @Override
  public void told(int process, Fact fact) {
    boolean tried = fact instanceof Fact.EvictionRequested request && request.dryRun();
    boolean restarted = fact instanceof Fact.Requested first && !first.dryRun();
    if (!tried && !restarted) {
      return;
    }
    String injection = injection(fact.ref().namespace());
    boolean canary = inForce.possible().allMatch(policy -> policy.limits().waves().canary());
    Optional<ObjectNode> workload = world.workload(fact.ref().uid());
    if (begun.add(injection) && canary && workload.filter(CanariesHold::isNamed).isEmpty()) {
      world.workloads().filter(CanariesHold::isNamed)
          .filter(named -> injection(World.name(named).namespace()).equals(injection))
          .filter(named -> isIgnored(process, named)).findFirst().ifPresent(named -> {
            throw new Violation(6, World.name(named) + " is a canary, and not the first: " + fact);
          });
    }
  }

  /** Whether it is judged to be drifted, and waits for nothing but its turn. */
  private boolean isIgnored(int process, ObjectNode named) {
    return reasons.of(process, named.path("kind").asString(), World.name(named))
        .filter(told -> told.verdict() instanceof Verdict.Drifted && !told.restarting())
        .flatMap(ReasonsAreTold.Standing::deferred).filter(wait -> wait.reason() == DeferReason.WAVE).isPresent();
  }

  private static boolean isNamed(ObjectNode workload) {
    return !Oracle.isGateway(workload)
        && workload.path("metadata").path("labels").path(CANARY).asString("").equals("true");
  }

  /** What decides which control plane its pods get. */
  private String injection(String namespace) {
    JsonNode labels = world.get(ResourceTypes.NAMESPACES, new ObjectName("", namespace))
        .map(found -> found.path("metadata").path("labels")).orElseThrow();
    return labels.path("istio-injection").asString("") + "/" + labels.path("istio.io/rev").asString("");
  }
}
