package dev.driftless.sim.http;

import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Finds fields that are in one object twice, which a tree of nodes does not show any more. */
final class Duplicates {

  private final JsonParser parser;
  private final boolean yaml;
  private final List<String> found = new ArrayList<>();

  private Duplicates(JsonParser parser, boolean yaml) {
    this.parser = parser;
    this.yaml = yaml;
  }

  /** @return as the real one tells them: JSON by their paths, YAML by their lines; each once */
  static List<String> in(JsonParser parser, boolean yaml) {
    Duplicates duplicates = new Duplicates(parser, yaml);
    duplicates.value(parser.nextToken(), "");
    return duplicates.found.stream().distinct().toList();
  }

  private void value(JsonToken start, String path) {
    if (start == JsonToken.START_OBJECT) {
      object(path);
    } else if (start == JsonToken.START_ARRAY) {
      int index = 0;
      for (JsonToken item = parser.nextToken(); item != JsonToken.END_ARRAY; item = parser.nextToken()) {
        value(item, path + "[" + index++ + "]");
      }
    }
  }

  private void object(String path) {
    Set<String> names = new TreeSet<>();
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      String inner = path.isEmpty() ? name : path + "." + name;
      if (!names.add(name)) {
        found.add(yaml ? "line %d: key \"%s\" already set in map".formatted(
            parser.currentTokenLocation().getLineNr(), name) : "duplicate field \"%s\"".formatted(inner));
      }
      value(parser.nextToken(), inner);
    }
  }
}
