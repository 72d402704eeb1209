package dev.driftless.config;

import java.util.Locale;

/** A setting that the command line and the environment can give. */
public enum Flag {
  KUBECONFIG, CONTEXT, CONFIG, MODE, NAMESPACE, NAMESPACE_SELECTOR, METRICS_BIND_ADDRESS, HEALTH_PROBE_BIND_ADDRESS,
  LEADER_ELECT, LOG_FORMAT, LOG_LEVEL;

  /** How all variables of ours begin. */
  static final String PREFIX = "DRIFTLESS_";

  /** As it is typed: {@code --log-format}. */
  public String option() {
    return "--" + name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The name of its environment variable: {@code DRIFTLESS_LOG_FORMAT}. */
  public String variable() {
    return PREFIX + name();
  }
}
