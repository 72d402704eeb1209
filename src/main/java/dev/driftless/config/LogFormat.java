package dev.driftless.config;

/** How a log line is written. */
public enum LogFormat {
  /** One JSON object per line. */
  JSON("json"),
  /** For people. */
  TEXT("text");

  private final String label;

  LogFormat(String label) {
    this.label = label;
  }

  public String label() {
    return label;
  }
}
