package dev.driftless.edge.kube.lean;

import java.util.Optional;

/** What is said of an object, in {@code status.conditions}. */
public record Condition(String type, String status, Optional<String> lastTransitionTime, String reason,
    String message) implements Partial {

  public Condition {
    reason = Absent.orEmpty(reason);
    message = Absent.orEmpty(message);
  }

  /** Whether it is of that type, and true. */
  public boolean says(String what) {
    return type.equals(what) && status.equals("True");
  }
}
