package dev.driftless.edge.bus;

import dev.driftless.core.engine.Fact;

import java.util.List;

/** The facts of one step, in their order. */
public record FactBatch(List<Fact> facts) {

  public FactBatch {
    facts = List.copyOf(facts);
  }
}
