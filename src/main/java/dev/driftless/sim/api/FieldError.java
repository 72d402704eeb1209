package dev.driftless.sim.api;

import tools.jackson.databind.JsonNode;

import java.util.List;
import java.util.stream.Collectors;

/** One field of an object that is not as it must be; becomes one of the {@code details.causes} of a Status. */
record FieldError(String reason, String field, String message) {

  static FieldError required(String field, String detail) {
    return new FieldError("FieldValueRequired", field, "Required value" + (detail.isEmpty() ? "" : ": " + detail));
  }

  static FieldError required(String field) {
    return required(field, "");
  }

  /** @param value as found; text in quotes, everything else as JSON */
  static FieldError invalid(String field, JsonNode value, String detail) {
    String found = value.isMissingNode() ? "null" : value.toString();
    String why = detail.isEmpty() ? "" : ": " + detail;
    return new FieldError("FieldValueInvalid", field, "Invalid value: " + found + why);
  }

  static FieldError forbidden(String field, String detail) {
    return new FieldError("FieldValueForbidden", field, "Forbidden: " + detail);
  }

  static FieldError tooLong(String field, int longest) {
    return new FieldError("FieldValueTooLong", field, "Too long: may not be more than " + longest + " bytes");
  }

  static FieldError unsupported(String field, JsonNode value, List<String> supported) {
    String values = supported.stream().map(text -> '"' + text + '"').collect(Collectors.joining(", "));
    return new FieldError("FieldValueNotSupported", field,
        "Unsupported value: " + value + ": supported values: " + values);
  }

  @Override
  public String toString() {
    return field + ": " + message;
  }
}
