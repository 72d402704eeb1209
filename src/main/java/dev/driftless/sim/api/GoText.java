package dev.driftless.sim.api;

import tools.jackson.databind.JsonNode;

import java.util.Map;
import java.util.stream.Collectors;

/** JSON as Go prints its maps and slices. */
final class GoText {

  private GoText() {}

  static String of(JsonNode value) {
    return switch (value.getNodeType()) {
      case OBJECT -> value.propertyStream().sorted(Map.Entry.comparingByKey())
          .map(entry -> entry.getKey() + ":" + of(entry.getValue())).collect(Collectors.joining(" ", "map[", "]"));
      case ARRAY -> value.valueStream().map(GoText::of).collect(Collectors.joining(" ", "[", "]"));
      case NULL -> "<nil>";
      default -> value.asString("");
    };
  }
}
