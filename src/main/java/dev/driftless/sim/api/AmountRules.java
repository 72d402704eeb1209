package dev.driftless.sim.api;

import tools.jackson.databind.JsonNode;

import java.util.List;
import java.util.regex.Pattern;

/** What numbers may be, and amounts that are a number or a share of all: {@code 1} or {@code 25%}. */
final class AmountRules {

  private static final Pattern PERCENT = Pattern.compile("[0-9]+%");
  private static final int ALL = 100;

  private AmountRules() {}

  /** A number that is not below 0, if it is there. */
  static void count(JsonNode spec, String field, List<FieldError> errors) {
    notNegative(spec.path(field), "spec." + field, errors);
  }

  static void notNegative(JsonNode number, String field, List<FieldError> errors) {
    if (number.asLong(0) < 0) {
      errors.add(FieldError.invalid(field, number, "must be greater than or equal to 0"));
    }
  }

  static void amount(JsonNode amount, String field, List<FieldError> errors) {
    if (!amount.isString()) {
      notNegative(amount, field, errors);
    } else if (!isPercent(amount)) {
      errors.add(FieldError.invalid(field, amount, "a valid percent string must be a numeric string followed by an"
          + " ending '%' (e.g. '1%',  or '93%', regex used for validation is '" + PERCENT + "')"));
    }
  }

  static void notMoreThanAll(JsonNode amount, String field, List<FieldError> errors) {
    if (isPercent(amount) && value(amount) > ALL) {
      errors.add(FieldError.invalid(field, amount, "must not be greater than 100%"));
    }
  }

  private static boolean isPercent(JsonNode amount) {
    return amount.isString() && PERCENT.matcher(amount.asString("")).matches();
  }

  /** 0 if it is no amount at all. */
  static long value(JsonNode amount) {
    if (!amount.isString()) {
      return amount.asLong(0);
    }
    String digits = isPercent(amount) ? amount.asString("").replaceFirst("^0*", "").replace("%", "") : "";
    return digits.isEmpty() ? 0 : digits.length() > Integer.toString(ALL).length() ? ALL + 1 : Long.parseLong(digits);
  }
}
