package dev.driftless.sim.controllers.frame;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.Map;

/** A label selector of an object's spec. A missing one selects nothing, an empty one everything. */
public final class Selector {

  private final JsonNode labels;
  private final JsonNode expressions;
  private final boolean nothing;

  private Selector(JsonNode labels, JsonNode expressions, boolean nothing) {
    this.labels = labels;
    this.expressions = expressions;
    this.nothing = nothing;
  }

  /** With {@code matchLabels} and {@code matchExpressions}, as in the group apps. */
  public static Selector of(JsonNode selector) {
    return new Selector(selector.path("matchLabels"), selector.path("matchExpressions"), !selector.isObject());
  }

  /** A plain map, as in Services and ReplicationControllers: an empty one selects nothing. */
  public static Selector ofMap(JsonNode labels) {
    return new Selector(labels, labels.path("\0"), labels.isEmpty());
  }

  public boolean matches(ObjectNode candidate) {
    if (nothing) {
      return false;
    }
    for (Map.Entry<String, JsonNode> label : labels.properties()) {
      if (!label.getValue().equals(candidate.get(label.getKey()))) {
        return false;
      }
    }
    for (JsonNode expression : expressions) {
      if (!matches(expression, candidate)) {
        return false;
      }
    }
    return true;
  }

  private static boolean matches(JsonNode expression, ObjectNode candidate) {
    JsonNode value = candidate.get(Read.text(expression, "key"));
    return switch (Read.text(expression, "operator")) {
      case "In" -> value != null && lists(expression, value);
      case "NotIn" -> value == null || !lists(expression, value);
      case "Exists" -> value != null;
      case "DoesNotExist" -> value == null;
      default -> false;
    };
  }

  private static boolean lists(JsonNode expression, JsonNode value) {
    for (JsonNode one : expression.path("values")) {
      if (one.equals(value)) {
        return true;
      }
    }
    return false;
  }
}
