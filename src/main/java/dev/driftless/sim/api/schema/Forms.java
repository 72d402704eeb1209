package dev.driftless.sim.api.schema;

import dev.driftless.sim.api.schema.Schema.Value;
import tools.jackson.databind.JsonNode;

import java.time.YearMonth;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a value looks like that has no fields. */
final class Forms {

  private static final String QUANTITY = "^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$";
  private static final Pattern AMOUNT = Pattern.compile(QUANTITY);
  private static final String SECOND =
      "(\\d{4}-(?:0[1-9]|1[0-2]))-(0[1-9]|[12]\\d|3[01])T(?:[01]\\d|2[0-3])(?::[0-5]\\d){2}";
  private static final String ZONE = "(?:Z|[+-]\\d\\d:\\d\\d)";
  private static final Pattern TIME = Pattern.compile(SECOND + "(?:\\.\\d+)?" + ZONE);
  private static final Pattern MICRO_TIME = Pattern.compile(SECOND + "\\.\\d{6}" + ZONE);
  private static final int SHORTEST_MONTH = 28;

  private Forms() {}

  /** Whether it is of the right type. */
  static boolean fits(JsonNode value, Value type) {
    return switch (type) {
      case TEXT, BYTES, TIME, MICRO_TIME -> value.isString();
      case FLAG -> value.isBoolean();
      case INT32 -> value.isIntegralNumber() && value.canConvertToInt();
      case INT64 -> value.isIntegralNumber() && value.canConvertToLong();
      case INT_OR_STRING -> value.isString() || value.isIntegralNumber() && value.canConvertToInt();
      case QUANTITY, ANYTHING -> true;
    };
  }

  /** What is wrong with a value of the right type; empty if nothing is. */
  static String flaw(JsonNode value, Value type) {
    return switch (type) {
      case TIME -> time(value.stringValue(), TIME, "2006-01-02T15:04:05Z07:00");
      case MICRO_TIME -> time(value.stringValue(), MICRO_TIME, "2006-01-02T15:04:05.000000Z07:00");
      case QUANTITY -> AMOUNT.matcher(value.isString() ? value.stringValue() : value.toString()).matches() ? ""
          : "quantities must match the regular expression '" + QUANTITY + "'";
      case BYTES -> base64(value.stringValue()) ? "" : "illegal base64 data at input byte 0";
      default -> "";
    };
  }

  private static String time(String text, Pattern form, String layout) {
    Matcher time = form.matcher(text);
    return time.matches() && exists(time.group(1), Integer.parseInt(time.group(2))) ? ""
        : "parsing time \"%s\" as \"%s\": cannot parse \"%s\" as \"2006\"".formatted(text, layout, text);
  }

  private static boolean exists(String month, int day) {
    return day <= SHORTEST_MONTH || YearMonth.parse(month).isValidDay(day);
  }

  private static boolean base64(String text) {
    String line = text.replace("\r", "").replace("\n", "");
    try {
      Base64.getDecoder().decode(line);
      return line.length() % 4 == 0;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
