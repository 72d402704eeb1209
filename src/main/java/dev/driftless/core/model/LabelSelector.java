package dev.driftless.core.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

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

    /** For people: {@code label a=b}, {@code label a not in (b, c)}, {@code no label a}. */
    @Override
    public String toString() {
      String listed = "(" + String.join(", ", values) + ")";
      return switch (operator) {
        case IN -> "label " + key + (values.size() == 1 ? "=" + values.getFirst() : " in " + listed);
        case NOT_IN -> "label " + key + " not in " + listed;
        case EXISTS -> "label " + key;
        case DOES_NOT_EXIST -> "no label " + key;
      };
    }
  }

  /** The operators that the API server accepts. */
  public enum Operator {
    IN, NOT_IN, EXISTS, DOES_NOT_EXIST
  }

  public boolean matches(Map<String, String> labels) {
    for (Map.Entry<String, String> wanted : matchLabels.entrySet()) {
      if (!wanted.getValue().equals(labels.get(wanted.getKey()))) {
        return false;
      }
    }
    for (Requirement requirement : matchExpressions) {
      if (!requirement.matches(labels)) {
        return false;
      }
    }
    return true;
  }

  /** What of it those labels do not meet, for people; empty exactly if it {@link #matches}. */
  public List<String> unmet(Map<String, String> labels) {
    List<String> unmet = new ArrayList<>();
    new TreeMap<>(matchLabels).forEach((key, value) -> {
      if (!value.equals(labels.get(key))) {
        unmet.add("label " + key + "=" + value);
      }
    });
    matchExpressions.stream().filter(requirement -> !requirement.matches(labels))
        .forEach(requirement -> unmet.add(requirement.toString()));
    return unmet;
  }

  public boolean isEmpty() {
    return matchLabels.isEmpty() && matchExpressions.isEmpty();
  }
}
