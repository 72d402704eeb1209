package dev.driftless.sim.api;

import tools.jackson.databind.JsonNode;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An amount of a resource, in the form in which the API server gives it back whatever form it got: the suffix is of the
 * same family (binary, decimal, exponent) and the largest that needs no fraction.
 */
public record Quantity(BigDecimal value, Family family) {

  private static final Pattern FORM = Pattern.compile(
      "([+-]?(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+))(m|u|n||k|M|G|T|P|E|Ki|Mi|Gi|Ti|Pi|Ei|[eE][+-]?[0-9]+)");
  private static final List<String> DECIMAL = List.of("n", "u", "m", "", "k", "M", "G", "T", "P", "E");
  private static final List<String> BINARY = List.of("", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei");
  private static final BigDecimal THOUSAND = BigDecimal.valueOf(1000);
  private static final BigDecimal KIBI = BigDecimal.valueOf(1024);
  private static final int SMALLEST = 9;
  private static final Map<Boolean, String> SIGNS = Map.of(true, "-", false, "");

  /** What the suffix counts in. */
  public enum Family {
    DECIMAL, BINARY, EXPONENT
  }

  static Quantity parse(String text) throws ApiException {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw Refusals.badRequest(
          "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'");
    }
    BigDecimal number = new BigDecimal(form.group(1));
    String suffix = form.group(2);
    if (BINARY.indexOf(suffix) > 0) {
      return new Quantity(rounded(number.multiply(KIBI.pow(BINARY.indexOf(suffix)))), Family.BINARY);
    }
    if (DECIMAL.contains(suffix)) {
      return new Quantity(rounded(number.scaleByPowerOfTen(3 * (DECIMAL.indexOf(suffix) - 3))), Family.DECIMAL);
    }
    return new Quantity(rounded(number.scaleByPowerOfTen(Integer.parseInt(suffix.substring(1).replace("+", "")))),
        Family.EXPONENT);
  }

  /** As it is stored; 0 if there is none. */
  public static Quantity stored(JsonNode amount) {
    try {
      return parse(amount.asString("0"));
    } catch (ApiException e) {
      throw new IllegalStateException("stored without a check: " + amount, e);
    }
  }

  /** Rounded up. */
  public long thousandths() {
    return value.multiply(THOUSAND).setScale(0, RoundingMode.CEILING).longValueExact();
  }

  /** Whole ones, rounded up. */
  public long units() {
    return value.setScale(0, RoundingMode.CEILING).longValueExact();
  }

  private static BigDecimal rounded(BigDecimal value) {
    return value.scale() > SMALLEST ? value.setScale(SMALLEST, RoundingMode.UP) : value;
  }

  @Override
  public String toString() {
    if (value.signum() == 0) {
      return "0";
    }
    boolean whole = value.stripTrailingZeros().scale() <= 0;
    boolean binary = family == Family.BINARY && whole && value.abs().compareTo(KIBI) >= 0;
    return SIGNS.get(value.signum() < 0) + (binary ? binary(value.abs().toBigIntegerExact()) : decimal(value.abs()));
  }

  private static String binary(BigInteger amount) {
    int suffix = 0;
    BigInteger rest = amount;
    BigInteger[] step = rest.divideAndRemainder(KIBI.toBigInteger());
    while (step[1].signum() == 0 && suffix < BINARY.size() - 1) {
      rest = step[0];
      suffix++;
      step = rest.divideAndRemainder(KIBI.toBigInteger());
    }
    return rest + BINARY.get(suffix);
  }

  private String decimal(BigDecimal amount) {
    int suffix = 0;
    BigInteger rest = amount.scaleByPowerOfTen(SMALLEST).toBigIntegerExact();
    BigInteger[] step = rest.divideAndRemainder(THOUSAND.toBigInteger());
    while (step[1].signum() == 0 && suffix < DECIMAL.size() - 1) {
      rest = step[0];
      suffix++;
      step = rest.divideAndRemainder(THOUSAND.toBigInteger());
    }
    int exponent = 3 * (suffix - 3);
    return family == Family.EXPONENT ? rest + (exponent == 0 ? "" : "e" + exponent) : rest + DECIMAL.get(suffix);
  }
}
