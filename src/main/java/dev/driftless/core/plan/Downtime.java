package dev.driftless.core.plan;

/** Whether a workload may be restarted that is not there while it restarts. */
public enum Downtime {
  /** As any other. */
  ALLOW("allow"),
  /** Where windows say when: the configuration's, or those that its annotations name. */
  WINDOW("window"),
  /** Only by somebody else. */
  NEVER("never");

  private final String label;

  Downtime(String label) {
    this.label = label;
  }

  public String label() {
    return label;
  }

  /** @param windowed whether any windows say when the workload may be restarted */
  boolean allowed(boolean windowed) {
    return switch (this) {
      case ALLOW -> true;
      case WINDOW -> windowed;
      case NEVER -> false;
    };
  }
}
