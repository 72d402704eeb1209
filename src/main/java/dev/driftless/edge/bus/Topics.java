package dev.driftless.edge.bus;

import dev.driftless.core.engine.Census;

/** All topics. */
public final class Topics {

  /** The mailbox of changes is not empty any more. Sent. */
  public static final Topic<Wake> CLUSTER_CHANGED = new Topic<>("cluster.changed", Wake.class);

  /** There are new facts. Published. */
  public static final Topic<FactBatch> FACTS = new Topic<>("facts", FactBatch.class);

  /** The counts after a step. Published. */
  public static final Topic<Census> CENSUS = new Topic<>("census", Census.class);

  private Topics() {}
}
