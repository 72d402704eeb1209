package dev.driftless.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** What this program is. */
public final class Build {

  private static final String RESOURCE = "/driftless-build.properties";

  private Build() {}

  /** The version of the release, or of the one in the making ({@code -SNAPSHOT}). */
  public static String version() {
    Properties properties = new Properties();
    try (InputStream in = Build.class.getResourceAsStream(RESOURCE)) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(RESOURCE, e);
    }
    return properties.getProperty("version");
  }
}
