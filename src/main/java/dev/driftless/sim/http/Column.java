package dev.driftless.sim.http;

import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * One column of a table.
 *
 * @param wide whether it is only shown on demand
 * @param cell text or number, of an object
 */
record Column(String name, boolean wide, BiFunction<JsonNode, Ages, Object> cell) {

  static final Column NAME = text("Name", object -> object.path("metadata").path("name").asString(""));
  static final Column AGE = new Column("Age", false, (object, ages) -> ages.of(object));
  static final String NONE = "<none>";

  static Column text(String name, Function<JsonNode, Object> cell) {
    return new Column(name, false, (object, ages) -> cell.apply(object));
  }

  static Column wide(String name, Function<JsonNode, Object> cell) {
    return new Column(name, true, (object, ages) -> cell.apply(object));
  }

  static Column number(String name, String part, String field) {
    return text(name, object -> object.path(part).path(field).asInt(0));
  }

  static List<Column> list(Column... columns) {
    return new ArrayList<>(List.of(columns));
  }

  /** Comma-separated, or {@code <none>}. */
  static String join(List<String> values) {
    return values.isEmpty() ? NONE : String.join(",", values);
  }

  static String orNone(JsonNode value) {
    return value.asString("").isEmpty() ? NONE : value.asString("");
  }
}
