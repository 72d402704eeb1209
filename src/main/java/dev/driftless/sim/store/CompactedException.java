package dev.driftless.sim.store;

/** The changes since a revision are not remembered any more. */
public final class CompactedException extends Exception {

  private static final long serialVersionUID = 1;

  /** @param oldest revision that changes are known since */
  public CompactedException(long revision, long oldest) {
    super("too old resource version: " + revision + " (" + oldest + ")");
  }
}
