package dev.driftless.sim.node;

import dev.driftless.sim.controllers.frame.Read;
import tools.jackson.databind.JsonNode;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;

/**
 * Amounts of resources as Kubernetes writes them: {@code 250m}, {@code 1.5}, {@code 64Mi}, {@code 1e3}.
 *
 * @see <a href="https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/">Quantity</a>
 */
final class Quantity {

  private static final BigDecimal THOUSAND = BigDecimal.valueOf(1000);
  private static final Map<String, BigDecimal> UNITS = Map.ofEntries(Map.entry("n", new BigDecimal("1e-9")),
      Map.entry("u", new BigDecimal("1e-6")), Map.entry("m", new BigDecimal("1e-3")), Map.entry("", BigDecimal.ONE),
      Map.entry("k", THOUSAND), Map.entry("M", THOUSAND.pow(2)), Map.entry("G", THOUSAND.pow(3)),
      Map.entry("T", THOUSAND.pow(4)), Map.entry("P", THOUSAND.pow(5)), Map.entry("E", THOUSAND.pow(6)),
      Map.entry("Ki", binary(1)), Map.entry("Mi", binary(2)), Map.entry("Gi", binary(3)), Map.entry("Ti", binary(4)),
      Map.entry("Pi", binary(5)), Map.entry("Ei", binary(6)));

  private Quantity() {}

  private static BigDecimal binary(int power) {
    return BigDecimal.valueOf(1024).pow(power);
  }

  /** In thousandths, rounded up; 0 if there is none. */
  static long thousandths(JsonNode quantity) {
    return of(quantity).multiply(THOUSAND).setScale(0, RoundingMode.CEILING).longValueExact();
  }

  /** In whole units, rounded up; 0 if there is none. */
  static long units(JsonNode quantity) {
    return of(quantity).setScale(0, RoundingMode.CEILING).longValueExact();
  }

  private static BigDecimal of(JsonNode quantity) {
    if (quantity.isNumber()) {
      return quantity.decimalValue();
    }
    String text = Read.text(quantity);
    int end = text.length();
    while (end > 0 && Character.isLetter(text.charAt(end - 1))) {
      end--;
    }
    return end == 0 ? BigDecimal.ZERO : new BigDecimal(text.substring(0, end)).multiply(UNITS.get(text.substring(end)));
  }
}
