package dev.driftless.config;

/** The least severe lines that are written. */
public enum LogLevel {
  ERROR("error"), WARN("warn"), INFO("info"), DEBUG("debug"), TRACE("trace");

  private final String label;

  LogLevel(String label) {
    this.label = label;
  }

  public String label() {
    return label;
  }
}
