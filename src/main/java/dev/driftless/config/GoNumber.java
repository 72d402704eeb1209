package dev.driftless.config;

import java.math.BigDecimal;

/**
 * Prints a number as Go prints a {@code float64}, which is what an injection template makes of a number in YAML or
 * JSON: the fewest digits that tell the value, with an exponent below 1e-4 and from 1e+06 on (strconv {@code
 * FormatFloat} with format {@code 'g'} and precision -1; tried with Go 1.26).
 */
final class GoNumber {

  private static final int LEAST_PLAIN_EXPONENT = -4;
  private static final int LEAST_LARGE_EXPONENT = 6;

  private GoNumber() {}

  static String print(double value) {
    if (!Double.isFinite(value)) {
      return Double.isNaN(value) ? "NaN" : value > 0 ? "+Inf" : "-Inf";
    }
    if (value == 0) {
      return "0";
    }
    BigDecimal shortest = new BigDecimal(Double.toString(value)).stripTrailingZeros();
    int exponent = shortest.precision() - shortest.scale() - 1;
    if (exponent >= LEAST_PLAIN_EXPONENT && exponent < LEAST_LARGE_EXPONENT) {
      return shortest.toPlainString();
    }
    String mantissa = shortest.movePointLeft(exponent).toPlainString();
    return "%se%s%02d".formatted(mantissa, exponent < 0 ? "-" : "+", Math.abs(exponent));
  }
}
