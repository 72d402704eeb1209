package dev.driftless.edge.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScrapeFormatTest {

  @ParameterizedTest
  @ValueSource(strings = {"application/openmetrics-text", "Application/OpenMetrics-Text; version=1.0.0",
      "text/plain;q=0.5,application/openmetrics-text;q=0.6", "text/plain, application/openmetrics-text"})
  void open_metrics_where_named_and_wanted_as_much(String accept) {
    assertThat(ScrapeFormat.of(accept)).isEqualTo(ScrapeFormat.OPEN_METRICS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "*/*", "text/plain", "application/json", "application/openmetrics-text;q=0",
      "application/openmetrics-text;q=0.5,text/plain", "text/*,application/openmetrics-text;q=0.9", ";;,,", "q=1"})
  void text_everywhere_else(String accept) {
    assertThat(ScrapeFormat.of(accept)).isEqualTo(ScrapeFormat.TEXT);
  }
}
