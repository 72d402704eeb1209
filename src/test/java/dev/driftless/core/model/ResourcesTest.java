package dev.driftless.core.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

class ResourcesTest {

  @Test
  void what_is_limited_and_not_requested_is_requested_as_well() {
    assertThat(resources(Map.of("cpu", "1"), Map.of("cpu", "2", "memory", "1Gi")).defaulted())
        .isEqualTo(resources(Map.of("cpu", "1", "memory", "1Gi"), Map.of("cpu", "2", "memory", "1Gi")));
  }

  @Test
  void one_lies_over_the_other_amount_by_amount() {
    Resources below = resources(Map.of("cpu", "1", "memory", "1Gi"), Map.of("cpu", "2"));
    Resources above = resources(Map.of("cpu", "3"), Map.of("memory", "4Gi"));

    assertThat(below.overlaid(above))
        .isEqualTo(resources(Map.of("cpu", "3", "memory", "1Gi"), Map.of("cpu", "2", "memory", "4Gi")));
    assertThat(below.overlaid(Resources.NONE)).isEqualTo(below);
  }

  @Test
  void amounts_compare_by_value() {
    assertThat(resources(Map.of("cpu", "1000m"), Map.of("memory", "1024Mi")))
        .isEqualTo(resources(Map.of("cpu", "1"), Map.of("memory", "1Gi")))
        .isNotEqualTo(resources(Map.of("memory", "1Gi"), Map.of("cpu", "1")));
  }

  @Test
  void people_read_them_as_they_were_written() {
    assertThat(resources(Map.of("memory", "1024Mi", "cpu", "100m"), Map.of("cpu", "2000m")))
        .hasToString("requests cpu=100m memory=1024Mi, limits cpu=2000m");
    assertThat(resources(Map.of(), Map.of("cpu", "2"))).hasToString("limits cpu=2");
    assertThat(Resources.NONE).hasToString("none");
  }

  private static Resources resources(Map<String, String> requests, Map<String, String> limits) {
    return new Resources(amounts(requests), amounts(limits));
  }

  private static SortedMap<String, Quantity> amounts(Map<String, String> texts) {
    SortedMap<String, Quantity> amounts = new TreeMap<>();
    texts.forEach((name, text) -> amounts.put(name, Quantity.parse(text).orElseThrow()));
    return amounts;
  }
}
