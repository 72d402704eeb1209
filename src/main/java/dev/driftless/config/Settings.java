package dev.driftless.config;

/**
 * What the edge has to know and the core has not.
 *
 * @param metricsBindAddress     of the server of {@code /metrics}
 * @param healthProbeBindAddress of the server of {@code /livez}, {@code /readyz} and {@code /startupz}
 */
public record Settings(BindAddress metricsBindAddress, BindAddress healthProbeBindAddress, LogFormat logFormat,
    LogLevel logLevel) {

  public static final Settings DEFAULTS =
      new Settings(new BindAddress("", 8080), new BindAddress("", 8081), LogFormat.JSON, LogLevel.INFO);
}
