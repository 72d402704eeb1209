package dev.driftless.simulation;

import dev.driftless.core.engine.Fact;
import dev.driftless.core.remediation.Outcome;
import tools.jackson.databind.JsonNode;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Invariant 2: a restart gives its slot back as verified only once all its pods have been ready for long enough. */
final class SoakHolds implements Invariant {

  private final World world;
  private final Oracle oracle;
  private final Staleness staleness;
  private final InForce inForce;

  SoakHolds(World world, Oracle oracle, Staleness staleness, InForce inForce) {
    this.world = world;
    this.oracle = oracle;
    this.staleness = staleness;
    this.inForce = inForce;
  }

  @Override
  public void told(int process, Fact fact) {
    if (!(fact instanceof Fact.Ended ended) || ended.outcome() != Outcome.VERIFIED) {
      return;
    }
    Instant known = world.now().minus(staleness.longest());
    Duration soak =
        inForce.possible().map(policy -> policy.limits().soak()).min(Duration::compareTo).orElseThrow();
    Instant late = world.now().minus(soak).plusSeconds(1);
    world.workload(ended.ref().uid()).stream().flatMap(oracle::pods).flatMap(pod -> readySince(pod).stream())
        .filter(ready -> ready.isBefore(known) && ready.isAfter(late)).findFirst().ifPresent(ready -> {
          throw new Violation(2, "ready since " + ready + ", to be soaked for " + soak + ": " + ended);
        });
  }

  private static Optional<Instant> readySince(JsonNode pod) {
    return pod.path("status").path("conditions").valueStream()
        .filter(condition -> condition.path("type").asString("").equals("Ready")
            && condition.path("status").asString("").equals("True"))
        .map(condition -> Instant.parse(condition.path("lastTransitionTime").asString())).findFirst();
  }
}
