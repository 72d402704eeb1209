package dev.driftless.simulation;

import dev.driftless.core.engine.Fact;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Invariant 12: each transition yields exactly one fact of one process, no two share an id, none is told again with
 * another one; and a restart is told before it is done.
 */
final class FactsAreUnique implements Invariant {

  private final Map<String, Told> told = new HashMap<>();
  private final Set<String> transitions = new HashSet<>();
  private final Set<String> requested = new HashSet<>();

  private record Told(int process, Fact fact) {}

  @Override
  public void told(int process, Fact fact) {
    Told before = told.put(fact.id(), new Told(process, fact));
    if (before != null && (before.process() == process || before.fact().getClass() != fact.getClass())) {
      throw new Violation(12, "told twice: " + before.fact() + " and " + fact);
    }
    if (!transitions.add(process + " " + fact.toString().replace("id=" + fact.id(), ""))) {
      throw new Violation(12, "told again with another id: " + fact);
    }
    if (fact instanceof Fact.Requested request) {
      requested.add(process + " " + request.marks().restartId());
    }
    if (fact instanceof Fact.EvictionRequested request) {
      requested.add(process + " " + request.ref().namespace() + "/" + request.pod() + " " + request.dryRun());
    }
  }

  @Override
  public void evicted(Write eviction) {
    if (!requested.contains(eviction.process() + " " + eviction.name() + " " + eviction.dryRun())) {
      throw new Violation(12, "done before it was told: " + eviction);
    }
  }

  @Override
  public void wrote(Write write) {
    if (write.stored() && !requested.contains(write.process() + " " + write.mark("restart-id"))) {
      throw new Violation(12, "done before it was told: " + write);
    }
  }
}
