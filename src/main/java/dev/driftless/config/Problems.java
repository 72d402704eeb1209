package dev.driftless.config;

import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong, so that everything can be reported at once. */
final class Problems {

  private final List<String> errors = new ArrayList<>();

  void add(String name, String problem) {
    errors.add(name + ": " + problem);
  }

  void notAllowed(String name, String found, String allowed) {
    add(name, found + " is not allowed; allowed: " + allowed);
  }

  /** @throws ConfigException if anything was wrong */
  void throwIfAny() {
    if (!errors.isEmpty()) {
      throw new ConfigException(errors);
    }
  }
}
