package dev.driftless.edge.loop;

import dev.driftless.core.engine.Memory;

/**
 * Has written down what must survive this process and stands on no workload. Does not block; the newest wins. A failure
 * is logged, and tried again, not told.
 */
@FunctionalInterface
public interface Keeper {

  void keep(Memory memory);
}
