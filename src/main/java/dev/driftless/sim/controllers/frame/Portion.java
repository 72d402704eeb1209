package dev.driftless.sim.controllers.frame;

import tools.jackson.databind.JsonNode;

/** A number that may be given as a percentage: {@code maxSurge}, {@code minAvailable} and the like. */
public final class Portion {

  private Portion() {}

  public static int roundedUp(JsonNode value, int total, int otherwise) {
    return of(value, total, otherwise, 99);
  }

  public static int roundedDown(JsonNode value, int total, int otherwise) {
    return of(value, total, otherwise, 0);
  }

  public static boolean isPercentage(JsonNode value) {
    return value.isString();
  }

  private static int of(JsonNode value, int total, int otherwise, int rest) {
    if (value.isNumber()) {
      return value.intValue();
    }
    String text = value.isString() ? value.stringValue() : "";
    return text.endsWith("%")
        ? (Integer.parseInt(text.substring(0, text.length() - 1)) * total + rest) / 100
        : otherwise;
  }
}
