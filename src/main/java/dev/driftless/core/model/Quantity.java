package dev.driftless.core.model;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An amount of a resource. {@code 1000m} equals {@code 1}: the API server writes amounts in its own way, so only their
 * values compare.
 *
 * @see <a href="https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/">Quantity</a>
 */
public final class Quantity {

  private static final Pattern TEXT =
      Pattern.compile("([+-]?(?:\\d{1,20}\\.?\\d{0,20}|\\.\\d{1,20}))(?:([numkMGTPE]|[KMGTPE]i)|[eE]([+-]?\\d{1,2}))?");
  private static final Map<String, Integer> DECIMAL =
      Map.of("n", -9, "u", -6, "m", -3, "k", 3, "M", 6, "G", 9, "T", 12, "P", 15, "E", 18);
  private static final Map<String, Integer> BINARY =
      Map.of("Ki", 10, "Mi", 20, "Gi", 30, "Ti", 40, "Pi", 50, "Ei", 60);

  private final String text;
  private final BigDecimal value;

  private Quantity(String text, BigDecimal value) {
    this.text = text;
    this.value = value.stripTrailingZeros();
  }

  /** Empty if Kubernetes would not take it for a quantity. */
  public static Optional<Quantity> parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    BigDecimal number = new BigDecimal(matcher.group(1));
    if (matcher.group(3) != null) {
      return Optional.of(new Quantity(text, number.scaleByPowerOfTen(Integer.parseInt(matcher.group(3)))));
    }
    String suffix = matcher.group(2) == null ? "" : matcher.group(2);
    return Optional.of(new Quantity(text, BINARY.containsKey(suffix)
        ? number.multiply(BigDecimal.valueOf(2).pow(BINARY.get(suffix)))
        : number.scaleByPowerOfTen(DECIMAL.getOrDefault(suffix, 0))));
  }

  /** As the API server stores it in a pod: in thousandths, rounded up. */
  Quantity inThousandths() {
    if (value.scale() <= 3) {
      return this;
    }
    BigDecimal rounded = value.setScale(3, RoundingMode.CEILING);
    return new Quantity(rounded.toPlainString(), rounded);
  }

  /** The same for equal amounts, however they are written. */
  public String canonical() {
    return value.toPlainString();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Quantity quantity && value.equals(quantity.value);
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  /** As it was written. */
  @Override
  public String toString() {
    return text;
  }
}
