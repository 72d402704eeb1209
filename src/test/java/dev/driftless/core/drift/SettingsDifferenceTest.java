package dev.driftless.core.drift;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.Map;

class SettingsDifferenceTest {

  @Test
  void what_both_share_is_not_told_and_names_are_in_order() {
    Drift drift = SettingsDifference.of(Map.of("same", "x", "changed", "1", "gone", "g"),
        Map.of("same", "x", "changed", "2", "added", "a"));

    assertThat(drift).isEqualTo(new Drift(DriftReason.PROXY_CONFIG, "istio-proxy",
        "added=(default) changed=1 gone=g", "added=a changed=2 gone=(default)", 1));
  }

  @Test
  void a_long_value_is_cut() {
    String longest = "x".repeat(80);

    assertThat(SettingsDifference.of(Map.of("a", longest), Map.of("a", longest + "y")))
        .extracting(Drift::actual, Drift::expected).containsExactly("a=" + longest, "a=" + longest + "…");
  }
}
