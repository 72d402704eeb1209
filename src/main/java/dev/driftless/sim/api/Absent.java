package dev.driftless.sim.api;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;
import java.util.function.Consumer;

/** Fills in what is absent. Every draft belongs to the caller alone. */
final class Absent {

  private Absent() {}

  static void text(ObjectNode draft, String field, String value) {
    if (draft.path(field).asString("").isEmpty()) {
      draft.put(field, value);
    }
  }

  static void number(ObjectNode draft, String field, int value) {
    if (!draft.has(field)) {
      draft.put(field, value);
    }
  }

  static void flag(ObjectNode draft, String field, boolean value) {
    if (!draft.has(field)) {
      draft.put(field, value);
    }
  }

  /** The object in that field, made if there is none. */
  static ObjectNode object(ObjectNode draft, String field) {
    return draft.get(field) instanceof ObjectNode object ? object : draft.putObject(field);
  }

  /** The list in that field, made if there is none. */
  static ArrayNode array(ObjectNode draft, String field) {
    return draft.get(field) instanceof ArrayNode array ? array : draft.putArray(field);
  }

  static void whereObject(JsonNode parent, String field, Consumer<ObjectNode> use) {
    if (parent.get(field) instanceof ObjectNode object) {
      use.accept(object);
    }
  }

  static void each(JsonNode parent, String field, Consumer<ObjectNode> use) {
    for (JsonNode item : parent.path(field)) {
      if (item instanceof ObjectNode object) {
        use.accept(object);
      }
    }
  }

  /** Removes those fields that hold nothing: Go's {@code omitempty}. */
  static void omitEmpty(ObjectNode draft, List<String> fields) {
    for (String field : fields) {
      JsonNode value = draft.path(field);
      boolean empty = value.isContainer() && value.isEmpty() || value.isString() && value.stringValue().isEmpty()
          || value.isIntegralNumber() && value.intValue() == 0 || value.isBoolean() && !value.booleanValue();
      if (empty) {
        draft.remove(field);
      }
    }
  }
}
