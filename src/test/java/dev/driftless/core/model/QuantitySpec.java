package dev.driftless.core.model;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

class QuantitySpec {

  private static final Map<String, String> FACTORS = Map.of("m", "0.001", "", "1", "k", "1000", "M", "1000000",
      "Ki", "1024", "Mi", "1048576", "Gi", "1073741824", "e3", "1000", "E-2", "0.01");

  @Property
  void a_written_amount_reads_back(@ForAll("amounts") String text) {
    Quantity amount = quantity(text);

    assertThat(amount).hasToString(text);
    assertThat(quantity(amount.toString())).isEqualTo(amount).hasSameHashCodeAs(amount);
    assertThat(quantity(amount.canonical())).isEqualTo(amount).hasSameHashCodeAs(amount);
  }

  @Property
  void two_are_equal_exactly_if_their_values_are(@ForAll @IntRange(max = 4096) int one, @ForAll("suffixes") String of,
      @ForAll @IntRange(max = 4096) int other, @ForAll("suffixes") String ofOther) {
    boolean same = value(one, of).compareTo(value(other, ofOther)) == 0;

    assertThat(quantity(one + of).equals(quantity(other + ofOther))).isEqualTo(same);
    assertThat(quantity(one + of).canonical().equals(quantity(other + ofOther).canonical())).isEqualTo(same);
  }

  @Property
  void any_text_is_a_quantity_or_none(@ForAll String text) {
    assertThat(Quantity.parse(text).map(Quantity::toString).orElse(text)).isEqualTo(text);
  }

  @Property
  void the_order_of_amounts_does_not_matter(@ForAll("amounts") String cpu, @ForAll("amounts") String memory) {
    SortedMap<String, Quantity> forward = new TreeMap<>();
    forward.put("cpu", quantity(cpu));
    forward.put("memory", quantity(memory));
    SortedMap<String, Quantity> backward = new TreeMap<>();
    List.of("memory", "cpu").forEach(name -> backward.put(name, forward.get(name)));
    Resources resources = new Resources(forward, backward);

    assertThat(resources).isEqualTo(new Resources(backward, forward)).hasToString(new Resources(backward, forward)
        .toString());
  }

  @Provide
  Arbitrary<String> amounts() {
    Arbitrary<String> number = Combinators.combine(Arbitraries.integers().between(0, 100_000),
        Arbitraries.of("", ".", ".0", ".25", ".500")).as((whole, fraction) -> whole + fraction);
    return Combinators.combine(number, suffixes()).as((text, suffix) -> text + suffix);
  }

  @Provide
  Arbitrary<String> suffixes() {
    return Arbitraries.of(FACTORS.keySet());
  }

  private static BigDecimal value(int number, String suffix) {
    return BigDecimal.valueOf(number).multiply(new BigDecimal(FACTORS.get(suffix)));
  }

  private static Quantity quantity(String text) {
    return Quantity.parse(text).orElseThrow();
  }
}
