package dev.driftless.sim.api;

import tools.jackson.databind.node.ObjectNode;

import java.util.List;

/** What of an immutable ConfigMap must stay as it is. */
final class ConfigMapRules {

  private static final String WHY = "field is immutable when `immutable` is set";

  private ConfigMapRules() {}

  static void checkChange(ObjectNode before, ObjectNode after, List<FieldError> errors) {
    if (!after.path("immutable").asBoolean(false)) {
      errors.add(FieldError.forbidden("immutable", WHY));
    }
    for (String field : List.of("data", "binaryData")) {
      if (!before.path(field).equals(after.path(field))) {
        errors.add(FieldError.forbidden(field, WHY));
      }
    }
  }
}
