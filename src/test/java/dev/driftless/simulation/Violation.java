package dev.driftless.simulation;

/** An invariant does not hold. */
final class Violation extends AssertionError {

  private static final long serialVersionUID = 1;

  private final int invariant;

  /** @param invariant its number in the documentation of safety */
  Violation(int invariant, String what) {
    super("invariant " + invariant + ": " + what);
    this.invariant = invariant;
  }

  int invariant() {
    return invariant;
  }

  /** The violation behind that, if there is one. */
  static Throwable root(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof Violation) {
        return cause;
      }
    }
    return failure;
  }
}
