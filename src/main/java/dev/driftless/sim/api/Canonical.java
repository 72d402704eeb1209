package dev.driftless.sim.api;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * One form for what means the same, as decoding into Go's types gives it: no nulls, and one type of number where there
 * is no fraction. So that equal objects are equal nodes.
 */
final class Canonical {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private Canonical() {}

  static ObjectNode empty() {
    return JSON.objectNode();
  }

  /** A deep copy in canonical form. */
  static ObjectNode copy(ObjectNode object) {
    ObjectNode copy = JSON.objectNode();
    object.forEachEntry((name, value) -> {
      if (!value.isNull()) {
        copy.set(name, value(value));
      }
    });
    return copy;
  }

  private static JsonNode value(JsonNode node) {
    return switch (node) {
      case ObjectNode object -> copy(object);
      case ArrayNode array -> {
        ArrayNode copy = JSON.arrayNode(array.size());
        array.forEach(item -> copy.add(value(item)));
        yield copy;
      }
      default -> node.isIntegralNumber() && node.canConvertToInt() ? JSON.numberNode(node.intValue()) : node;
    };
  }
}
