package dev.driftless.config;

import java.util.ArrayList;
import java.util.List;

/** A configuration that is not valid, with everything that is wrong with it. */
public final class ConfigException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final ArrayList<String> errors;

  /** @param errors not empty; each names the key, variable or flag, what was found there, and what is allowed */
  public ConfigException(List<String> errors) {
    super(String.join("\n", errors));
    this.errors = new ArrayList<>(errors);
  }

  public List<String> errors() {
    return List.copyOf(errors);
  }
}
