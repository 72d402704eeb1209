package dev.driftless.simulation;

import dev.driftless.core.engine.Fact;

import java.util.HashMap;
import java.util.Map;

/** Invariant 12: each transition yields exactly one fact of one process, and no two share an id. */
final class FactsAreUnique implements Invariant {

  private final Map<String, Told> told = new HashMap<>();

  private record Told(int process, Fact fact) {}

  @Override
  public void told(int process, Fact fact) {
    Told before = told.put(fact.id(), new Told(process, fact));
    if (before != null && (before.process() == process || before.fact().getClass() != fact.getClass())) {
      throw new Violation(12, "told twice: " + before.fact() + " and " + fact);
    }
  }
}
