package dev.driftless.core.model;

import java.util.List;
import java.util.Map;

/** A Kubernetes label selector; {@code matchLabels} and {@code matchExpressions} must both match. Empty matches all. */
public record LabelSelector(Map<String, String> matchLabels, List<Requirement> matchExpressions) {

  public static final LabelSelector EVERYTHING = new LabelSelector(Map.of(), List.of());

  /** One expression. As in Kubernetes, {@code NOT_IN} also accepts an absent key. */
  public record Requirement(String key, Operator operator, List<String> values) {

    boolean matches(Map<String, String> labels) {
      String value = labels.get(key);
      return switch (operator) {
        case IN -> value != null && values.contains(value);
        case NOT_IN -> value == null || !values.contains(value);
        case EXISTS -> value != null;
        case DOES_NOT_EXIST -> value == null;
      };
    }
  }

  /** The operators that the API server accepts. */
  public enum Operator {
    IN, NOT_IN, EXISTS, DOES_NOT_EXIST
  }

  public boolean matches(Map<String, String> labels) {
    return matchLabels.entrySet().stream().allMatch(entry -> entry.getValue().equals(labels.get(entry.getKey())))
        && matchExpressions.stream().allMatch(requirement -> requirement.matches(labels));
  }

  public boolean isEmpty() {
    return matchLabels.isEmpty() && matchExpressions.isEmpty();
  }
}
