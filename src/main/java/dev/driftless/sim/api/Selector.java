package dev.driftless.sim.api;

import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Which labels are meant; all requirements must hold. */
public record Selector(List<Requirement> requirements) {

  /** Selects everything. */
  public static final Selector EVERYTHING = new Selector(List.of());

  private static final Selector NOTHING =
      new Selector(List.of(new Requirement("", Operator.IN, Set.of())));
  private static final JsonNode NO_LABELS = Canonical.empty();

  enum Operator {
    IN, NOT_IN, EXISTS, DOES_NOT_EXIST
  }

  record Requirement(String key, Operator operator, Set<String> values) {

    @Override
    public String toString() {
      String list = String.join(",", values);
      return switch (operator) {
        case IN -> values.size() == 1 ? key + "=" + list : key + " in (" + list + ")";
        case NOT_IN -> values.size() == 1 ? key + "!=" + list : key + " notin (" + list + ")";
        case EXISTS -> key;
        case DOES_NOT_EXIST -> "!" + key;
      };
    }

    boolean matches(JsonNode labels) {
      boolean has = labels.has(key);
      return switch (operator) {
        case IN -> has && values.contains(labels.get(key).asString(""));
        case NOT_IN -> !has || !values.contains(labels.get(key).asString(""));
        case EXISTS -> has;
        case DOES_NOT_EXIST -> !has;
      };
    }
  }

  /** As in the query of a request: {@code app=web,!old}; empty for everything. */
  public static Selector parse(String text) throws ApiException {
    return SelectorParser.parse(text);
  }

  /**
   * A {@code metav1.LabelSelector}; an empty one selects everything, and so does a missing one; one with an unknown
   * operator nothing.
   */
  public static Selector ofObject(JsonNode selector) {
    List<Requirement> requirements = new ArrayList<>(ofLabels(selector.path("matchLabels")).requirements());
    for (JsonNode expression : selector.path("matchExpressions")) {
      Optional<Operator> operator = operator(expression.path("operator").asString(""));
      if (operator.isEmpty()) {
        return NOTHING;
      }
      Set<String> values = new TreeSet<>();
      expression.path("values").forEach(value -> values.add(value.asString("")));
      requirements.add(new Requirement(expression.path("key").asString(""), operator.get(), values));
    }
    return new Selector(List.copyOf(requirements));
  }

  /** The same, but a missing one selects nothing: so it is in the specs of workloads and of disruption budgets. */
  public static Selector ofSpec(JsonNode selector) {
    return selector.isObject() ? ofObject(selector) : NOTHING;
  }

  /** Labels that must all be there; none select nothing: so it is in Services and ReplicationControllers. */
  public static Selector ofMap(JsonNode labels) {
    return labels.isEmpty() ? NOTHING : ofLabels(labels);
  }

  /** Labels that must all be there; none select everything. */
  public static Selector ofLabels(JsonNode labels) {
    List<Requirement> requirements = new ArrayList<>();
    labels.forEachEntry((key, value) -> requirements.add(
        new Requirement(key, Operator.IN, Set.of(value.asString("")))));
    return new Selector(List.copyOf(requirements));
  }

  private static Optional<Operator> operator(String name) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "in" -> Optional.of(Operator.IN);
      case "notin" -> Optional.of(Operator.NOT_IN);
      case "exists" -> Optional.of(Operator.EXISTS);
      case "doesnotexist" -> Optional.of(Operator.DOES_NOT_EXIST);
      default -> Optional.empty();
    };
  }

  /** @param labels an object of strings, or nothing */
  public boolean matches(JsonNode labels) {
    JsonNode found = labels.isObject() ? labels : NO_LABELS;
    for (Requirement requirement : requirements) {
      if (!requirement.matches(found)) {
        return false;
      }
    }
    return true;
  }

  /** As in the query of a request, in the order of the keys. */
  @Override
  public String toString() {
    return requirements.stream().sorted(Comparator.comparing(Requirement::key)).map(Requirement::toString)
        .collect(Collectors.joining(","));
  }
}
