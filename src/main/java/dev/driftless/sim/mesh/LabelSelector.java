package dev.driftless.sim.mesh;

import tools.jackson.databind.JsonNode;

/**
 * A {@code LabelSelector} as Kubernetes reads it: all of {@code matchLabels} and {@code matchExpressions} must hold, and
 * {@code NotIn} holds for a label that is not there.
 */
record LabelSelector(JsonNode selector) {

  /** It selects everything. */
  boolean isEmpty() {
    return selector.path("matchLabels").isEmpty() && selector.path("matchExpressions").isEmpty();
  }

  boolean matches(JsonNode labels) {
    boolean equal = selector.path("matchLabels").properties().stream()
        .allMatch(wanted -> wanted.getValue().asString().equals(labels.path(wanted.getKey()).asString(null)));
    return equal && selector.path("matchExpressions").valueStream().allMatch(rule -> holds(rule, labels));
  }

  private static boolean holds(JsonNode rule, JsonNode labels) {
    String key = rule.path("key").asString("");
    String operator = rule.path("operator").asString("");
    String value = labels.path(key).asString(null);
    boolean listed = rule.path("values").valueStream().anyMatch(allowed -> allowed.asString("").equals(value));
    return switch (operator) {
      case "In" -> listed;
      case "NotIn" -> !listed;
      case "Exists" -> value != null;
      case "DoesNotExist" -> value == null;
      default -> throw new IllegalArgumentException("\"" + operator + "\" is not a valid label selector operator");
    };
  }
}
