package dev.driftless.edge.loop;

import dev.driftless.core.engine.Memory;

/** Writes down what must survive this process and stands on no workload. Blocks; a failure is logged, not told. */
@FunctionalInterface
public interface Keeper {

  void keep(Memory memory);
}
