package dev.driftless.sim.api;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;
import java.util.regex.Pattern;

/** What a ConfigMap may have in it, and what of an immutable one must stay as it is. */
final class ConfigMapRules {

  private static final String WHY = "field is immutable when `immutable` is set";

  private static final int LONGEST_KEY = 253;
  private static final int MOST_DATA = 1024 * 1024;
  private static final Pattern KEY = Pattern.compile("[-._a-zA-Z0-9]+");

  private ConfigMapRules() {}

  static void check(ObjectNode object, List<FieldError> errors) {
    JsonNode texts = object.path("data");
    JsonNode bytes = object.path("binaryData");
    long size = 0;
    for (String key : texts.propertyNames()) {
      key(key, "data", errors);
      if (bytes.has(key)) {
        errors.add(invalid(key, "data", "duplicate of key present in binaryData"));
      }
      size += GoText.length(texts.path(key).asString(""));
    }
    for (String key : bytes.propertyNames()) {
      key(key, "binaryData", errors);
      size += decodedLength(bytes.path(key).asString(""));
    }
    if (size > MOST_DATA) {
      errors.add(FieldError.tooLong("[]", MOST_DATA));
    }
  }

  private static long decodedLength(String base64) {
    String digits = base64.replaceAll("[=\\s]", "");
    return digits.length() * 3L / 4;
  }

  private static void key(String key, String field, List<FieldError> errors) {
    if (key.length() > LONGEST_KEY) {
      errors.add(invalid(key, field, "must be no more than " + LONGEST_KEY + " characters"));
    }
    if (!KEY.matcher(key).matches()) {
      errors.add(invalid(key, field, "a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g."
          + " 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '" + KEY + "')"));
    }
    if (key.equals(".") || key.equals("..")) {
      errors.add(invalid(key, field, "must not be '" + key + "'"));
    } else if (key.startsWith("..")) {
      errors.add(invalid(key, field, "must not start with '..'"));
    }
  }

  private static FieldError invalid(String key, String field, String why) {
    return FieldError.invalid(field + "[" + key + "]", JsonNodeFactory.instance.stringNode(key), why);
  }

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
