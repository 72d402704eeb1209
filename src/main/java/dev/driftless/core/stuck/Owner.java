package dev.driftless.core.stuck;

/** Whose problem it is. */
public enum Owner {
  MESH("mesh"), APP("app"), CLUSTER("cluster");

  private final String label;

  Owner(String label) {
    this.label = label;
  }

  /** What {@code plan} prints. */
  public String label() {
    return label;
  }
}
