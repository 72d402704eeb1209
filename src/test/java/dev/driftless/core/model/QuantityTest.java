package dev.driftless.core.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuantityTest {

  @ParameterizedTest
  @CsvSource({"1000m,1", "1024Mi,1Gi", "0.5,500m", "1e3,1k", "2E2,200", "1.50Gi,1536Mi", "+1,1", "1.,1", ".5,500m",
      "1000000u,1", "1000000000n,1", "1Ei,1024Pi", "1E,1000P", "0,0m", "-1,-1000m"})
  void the_value_counts_and_not_how_it_is_written(String one, String other) {
    assertThat(Quantity.parse(one)).isPresent().isEqualTo(Quantity.parse(other));
    assertThat(Quantity.parse(one).orElseThrow().canonical())
        .isEqualTo(Quantity.parse(other).orElseThrow().canonical());
  }

  @ParameterizedTest
  @CsvSource({"1,2", "1Mi,1M", "100m,100", "1k,1Ki", "1,-1"})
  void other_values_are_others(String one, String other) {
    assertThat(Quantity.parse(one)).isPresent().isNotEqualTo(Quantity.parse(other));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "m", "Gi", "1 Gi", "1GB", "1K", "1ki", "1mi", "one", "1,5", "1e", "0x10", "1.2.3",
      "--1", "100mm", "1e3m"})
  void what_kubernetes_does_not_take_for_a_quantity_is_none(String text) {
    assertThat(Quantity.parse(text)).isEmpty();
  }
}
