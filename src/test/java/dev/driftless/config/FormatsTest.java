package dev.driftless.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftless.core.model.Durations;
import dev.driftless.core.plan.Budget;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;

class FormatsTest {

  @ParameterizedTest
  @CsvSource({"0s,PT0S", "500ms,PT0.5S", "90s,PT1M30S", "15m,PT15M", "6h,PT6H", "1d,PT24H", "365d,PT8760H"})
  void durations_are_a_number_and_a_unit(String text, Duration duration) {
    assertThat(Formats.DURATION.reader().apply(text)).contains(duration);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "5", "1h30m", "-1s", "1.5h", "1w", "366d", "999999999999d", "1 s", "1S", "٣s"})
  void other_durations_are_refused(String text) {
    assertThat(Formats.DURATION.reader().apply(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1ms", "90s", "15m", "6h", "2d", "0s", "1001ms"})
  void a_duration_is_printed_as_it_is_written(String text) {
    assertThat(Durations.print(Formats.DURATION.reader().apply(text).orElseThrow())).isEqualTo(text);
  }

  @Test
  void budgets_are_counts_or_shares() {
    assertThat(Formats.BUDGET.reader().apply("5")).contains(new Budget.Count(5));
    assertThat(Formats.BUDGET.reader().apply("100%")).contains(new Budget.Percent(100));
    assertThat(Formats.BUDGET.reader().apply("1%")).contains(new Budget.Percent(1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "0%", "101%", "-1", "1.5", "5 %", "1000000", "%", "1e+06"})
  void other_budgets_are_refused(String text) {
    assertThat(Formats.BUDGET.reader().apply(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "0", "kube-system", "a23456789012345678901234567890123456789012345678901234567890123"})
  void namespaces_are_labels(String text) {
    assertThat(Formats.NAMESPACE.reader().apply(text)).contains(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-a", "a-", "A", "a.b", "a_b",
      "a234567890123456789012345678901234567890123456789012345678901234"})
  void other_namespaces_are_refused(String text) {
    assertThat(Formats.NAMESPACE.reader().apply(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({":8080,'',8080", "localhost:0,localhost,0", "127.0.0.1:65535,127.0.0.1,65535", "[::1]:8080,::1,8080"})
  void addresses_are_read_and_printed(String text, String host, int port) {
    assertThat(BindAddress.parse(text)).contains(new BindAddress(host, port));
    assertThat(new BindAddress(host, port)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "8080", ":", ":65536", "::1:8080", "[::1]", "a b:1", ":-1", "[]:1", "http://x:1"})
  void other_addresses_are_refused(String text) {
    assertThat(BindAddress.parse(text)).isEmpty();
  }
}
