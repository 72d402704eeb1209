package dev.driftless.cli.document;

import java.util.LinkedHashMap;
import java.util.Map;

/** A reason of a closed set with its detail, the same wherever there is one. */
final class Reasons {

  private Reasons() {}

  static Map<String, Object> of(Enum<?> reason, String detail) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("reason", reason.name());
    object.put("detail", detail);
    return object;
  }
}
