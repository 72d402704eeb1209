package dev.driftless.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Collects what is wrong, so that everything can be reported at once. */
final class Problems {

  private final List<String> errors;
  private final String place;

  Problems() {
    this(new ArrayList<>(), "");
  }

  private Problems(List<String> errors, String place) {
    this.errors = errors;
    this.place = place;
  }

  /** Collects into the same, and says of each where it was found. */
  Problems in(String file) {
    return new Problems(errors, file + ": ");
  }

  void add(String problem) {
    errors.add(place + problem);
  }

  void add(String name, String problem) {
    add(name + ": " + problem);
  }

  void notAllowed(String name, String found, String allowed) {
    add(name, found + " is not allowed; allowed: " + allowed);
  }

  /** @param what it is that is not known, as {@code key with '5'} */
  void unknown(String name, String what, Collection<String> known) {
    String suggestion = Suggestion.nearest(name.substring(name.lastIndexOf('.') + 1), known)
        .map(near -> "; did you mean '" + near + "'? Allowed: ").orElse("; allowed: ");
    add(name, "unknown " + what + suggestion + String.join(", ", known));
  }

  /** @throws ConfigException if anything was wrong */
  void throwIfAny() {
    if (!errors.isEmpty()) {
      throw new ConfigException(errors);
    }
  }
}
