package dev.driftless.core.model;

/** Where the proxy runs: {@code initContainers} with {@code restartPolicy: Always}, or {@code containers}. */
public enum ContainerKind {
  NATIVE("native"), CLASSIC("classic");

  private final String label;

  ContainerKind(String label) {
    this.label = label;
  }

  /** What {@code plan} prints. */
  public String label() {
    return label;
  }
}
