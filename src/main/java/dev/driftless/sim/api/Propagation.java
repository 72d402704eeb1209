package dev.driftless.sim.api;

/** What becomes of the dependents of an object that is deleted: {@code propagationPolicy}. */
public enum Propagation {

  /** As it is for the type; orphans for Jobs and ReplicationControllers, background for all others. */
  DEFAULT(""),
  BACKGROUND(""),
  FOREGROUND("foregroundDeletion"),
  ORPHAN("orphan");

  private final String finalizer;

  Propagation(String finalizer) {
    this.finalizer = finalizer;
  }

  /** Empty if none is needed. */
  String finalizer() {
    return finalizer;
  }
}
