package dev.driftless.sim.mesh;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;
import java.util.Map;

/** JSON made of parts, and read without minding what is missing. */
final class Tree {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private Tree() {}

  /** @param fields names and values in turn; a field whose value is {@code null} is left out */
  static ObjectNode object(Object... fields) {
    ObjectNode object = NODES.objectNode();
    for (int i = 0; i < fields.length; i += 2) {
      if (fields[i + 1] != null) {
        object.set((String) fields[i], node(fields[i + 1]));
      }
    }
    return object;
  }

  static ArrayNode array(Object... elements) {
    return array(List.of(elements));
  }

  static ArrayNode array(List<?> elements) {
    ArrayNode array = NODES.arrayNode();
    elements.forEach(element -> array.add(node(element)));
    return array;
  }

  static JsonNode node(Object value) {
    return switch (value) {
      case JsonNode node -> node;
      case String text -> NODES.stringNode(text);
      case Integer number -> NODES.numberNode(number);
      case Boolean truth -> NODES.booleanNode(truth);
      case List<?> list -> array(list);
      case Map<?, ?> map -> {
        ObjectNode object = NODES.objectNode();
        map.forEach((name, element) -> object.set((String) name, node(element)));
        yield object;
      }
      default -> throw new IllegalArgumentException("no JSON: " + value.getClass());
    };
  }

  /** What is there, also if that is nothing. */
  static JsonNode at(JsonNode node, String... path) {
    JsonNode found = node;
    for (String name : path) {
      found = found.path(name);
    }
    return found;
  }

  /** As text, also if it is a number or a truth value; empty if there is nothing. */
  static String text(JsonNode node, String... path) {
    return at(node, path).asString("");
  }

  /** Whether there is something in the sense of a template: not null, empty, zero or false. */
  static boolean given(JsonNode node, String... path) {
    JsonNode found = at(node, path);
    return switch (found.getNodeType()) {
      case MISSING, NULL -> false;
      case BOOLEAN -> found.booleanValue();
      case NUMBER -> found.doubleValue() != 0;
      case STRING -> !found.stringValue().isEmpty();
      default -> !found.isEmpty();
    };
  }

  static ObjectNode copy(JsonNode object) {
    ObjectNode copy = NODES.objectNode();
    object.properties().forEach(field -> copy.set(field.getKey(), field.getValue()));
    return copy;
  }

  /** A copy with fields added or replaced. */
  static ObjectNode with(JsonNode object, Object... fields) {
    ObjectNode copy = copy(object);
    copy.setAll(object(fields));
    return copy;
  }
}
