package dev.driftless.edge.loop;

import dev.driftless.core.engine.Fact;

import java.util.List;

/** Records facts. When {@link #append} returns, effects that rest on them may be performed. */
@FunctionalInterface
public interface Journal {

  /** @param facts not empty, in the order in which they came true */
  void append(List<Fact> facts);
}
