package dev.driftless.core.plan;

/** Whether the API server must have said in a dry run what a restart would bring. */
public enum ProofPolicy {
  /** Nothing is restarted without it. */
  REQUIRED("required"),
  /** Where we may not ask, an older version or another revision of an image that nobody rewrites may go without. */
  PREFERRED("preferred"),
  /** Never asked. */
  OFF("off");

  private final String label;

  ProofPolicy(String label) {
    this.label = label;
  }

  public String label() {
    return label;
  }
}
