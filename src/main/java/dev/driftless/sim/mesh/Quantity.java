package dev.driftless.sim.mesh;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An amount of a resource, in the family of units in which it was written.
 *
 * @see <a href="https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/">Quantity</a>
 */
record Quantity(BigDecimal amount, Family family) {

  enum Family {
    DECIMAL, BINARY, EXPONENT
  }

  private static final Pattern TEXT =
      Pattern.compile("([+-]?(?:\\d+\\.?\\d*|\\.\\d+))(?:([numkMGTPE]|[KMGTPE]i)|[eE]([+-]?\\d+))?");
  private static final List<String> DECIMAL_UNITS = List.of("n", "u", "m", "", "k", "M", "G", "T", "P", "E");
  private static final int DECIMAL_ONE = DECIMAL_UNITS.indexOf("");
  private static final List<String> BINARY_UNITS = List.of("", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei");
  private static final BigDecimal KI = BigDecimal.valueOf(1024);
  private static final int SMALLEST_SCALE = 9;

  /** @throws IllegalArgumentException in the words of the API machinery */
  static Quantity parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("quantities must match the regular expression "
          + "'^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'");
    }
    BigDecimal number = new BigDecimal(matcher.group(1));
    String unit = matcher.group(2);
    if (matcher.group(3) != null) {
      return new Quantity(number.scaleByPowerOfTen(Integer.parseInt(matcher.group(3))), Family.EXPONENT);
    }
    if (unit != null && unit.endsWith("i")) {
      return new Quantity(number.multiply(KI.pow(BINARY_UNITS.indexOf(unit))), Family.BINARY);
    }
    int thousands = DECIMAL_UNITS.indexOf(unit == null ? "" : unit) - DECIMAL_ONE;
    return new Quantity(number.scaleByPowerOfTen(3 * thousands), Family.DECIMAL);
  }

  /** As the API server stores it: without a fraction, in the greatest unit that allows that. */
  String canonical() {
    BigDecimal rounded = amount.setScale(SMALLEST_SCALE, RoundingMode.UP);
    if (rounded.signum() == 0) {
      return "0";
    }
    boolean binary = family == Family.BINARY && rounded.abs().compareTo(KI) >= 0 && isWhole(rounded);
    return binary ? binary(rounded.toBigIntegerExact()) : decimal(rounded);
  }

  private String binary(BigInteger whole) {
    BigInteger rest = whole;
    int unit = 0;
    while (unit < BINARY_UNITS.size() - 1 && rest.mod(KI.toBigInteger()).signum() == 0) {
      rest = rest.divide(KI.toBigInteger());
      unit++;
    }
    return rest + BINARY_UNITS.get(unit);
  }

  private String decimal(BigDecimal value) {
    int unit = DECIMAL_UNITS.size() - 1;
    while (!isWhole(value.scaleByPowerOfTen(3 * (DECIMAL_ONE - unit)))) {
      unit--;
    }
    String digits = value.scaleByPowerOfTen(3 * (DECIMAL_ONE - unit)).toBigIntegerExact().toString();
    if (family != Family.EXPONENT) {
      return digits + DECIMAL_UNITS.get(unit);
    }
    return unit == DECIMAL_ONE ? digits : digits + "e" + 3 * (unit - DECIMAL_ONE);
  }

  private static boolean isWhole(BigDecimal value) {
    return value.stripTrailingZeros().scale() <= 0;
  }
}
