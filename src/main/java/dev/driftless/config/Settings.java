package dev.driftless.config;

/**
 * What the edge has to know and the core has not.
 *
 * @param metricsBindAddress     of the server of {@code /metrics}
 * @param healthProbeBindAddress of the server of {@code /livez}, {@code /readyz} and {@code /startupz}
 * @param leaderElect            whether to act under a lease only
 */
public record Settings(BindAddress metricsBindAddress, BindAddress healthProbeBindAddress, boolean leaderElect,
    LogFormat logFormat, LogLevel logLevel) {

  public static final Settings DEFAULTS =
      new Settings(new BindAddress("", 8080), new BindAddress("", 8081), true, LogFormat.JSON, LogLevel.INFO);
}
