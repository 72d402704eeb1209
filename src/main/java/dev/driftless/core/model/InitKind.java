package dev.driftless.core.model;

/** Which init container redirects traffic to the proxy, or checks that the CNI plugin did. */
public enum InitKind {
  ISTIO_INIT("istio-init"), ISTIO_VALIDATION("istio-validation"), NONE("none");

  private final String label;

  InitKind(String label) {
    this.label = label;
  }

  /** The name of the container; {@code none} if there is none. */
  public String label() {
    return label;
  }
}
