package dev.driftless.config;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a server listens.
 *
 * @param host name or address, an IPv6 address without its brackets; empty for all interfaces
 * @param port 0 to 65535; 0 lets the operating system choose
 */
public record BindAddress(String host, int port) {

  private static final int LARGEST_PORT = 65_535;
  private static final Pattern TEXT = Pattern.compile("(?:\\[([0-9A-Fa-f:.]+)]|([^:\\[\\]\\s]*)):(\\d{1,5})");

  /**
   * Reads {@code :8080}, {@code 127.0.0.1:8080}, {@code localhost:0} or {@code [::1]:8080}; empty for anything else.
   */
  public static Optional<BindAddress> parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches() || Integer.parseInt(matcher.group(3)) > LARGEST_PORT) {
      return Optional.empty();
    }
    String host = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
    return Optional.of(new BindAddress(host, Integer.parseInt(matcher.group(3))));
  }

  /** Whether two servers could not have both. */
  public boolean clashesWith(BindAddress other) {
    return port != 0 && port == other.port && (host.equals(other.host) || host.isEmpty() || other.host.isEmpty());
  }

  /** As people write it. */
  @Override
  public String toString() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
