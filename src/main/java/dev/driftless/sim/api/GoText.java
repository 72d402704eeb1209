package dev.driftless.sim.api;

import tools.jackson.databind.JsonNode;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;

/** Texts as Go counts them, and JSON as it prints its maps and slices. */
final class GoText {

  private GoText() {}

  /** In bytes: how Go counts. */
  static int length(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

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
