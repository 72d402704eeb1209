package dev.driftless.core.injection;

import java.util.Optional;

/** A truth value as Go's {@code strconv.ParseBool} reads it. */
final class GoBoolean {

  private GoBoolean() {}

  /** Empty for what it refuses. */
  static Optional<Boolean> parse(String text) {
    return switch (text) {
      case "1", "t", "T", "TRUE", "true", "True" -> Optional.of(true);
      case "0", "f", "F", "FALSE", "false", "False" -> Optional.of(false);
      default -> Optional.empty();
    };
  }
}
