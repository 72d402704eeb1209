package dev.driftless.core.plan;

/** How far Driftless may go. Each mode allows what the one before allows, and more. */
public enum Mode {
  /** Writes nothing to any workload. */
  OBSERVE("observe"),
  /** Sends each restart as a server-side dry run, once. */
  DRY_RUN("dry-run"),
  /** Restarts. */
  ENFORCE("enforce");

  private final String label;

  Mode(String label) {
    this.label = label;
  }

  public String label() {
    return label;
  }
}
