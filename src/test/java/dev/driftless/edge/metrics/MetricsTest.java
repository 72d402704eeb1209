package dev.driftless.edge.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

class MetricsTest {

  private static final String OPEN_METRICS = "application/openmetrics-text; version=1.0.0; charset=utf-8";

  @AutoClose
  private final Metrics metrics = new Metrics("1.2.3");

  @Test
  void the_build_is_told() {
    assertThat(metrics.scrape("text/plain")).contains("driftless_build_info{java_version=\""
        + Runtime.version() + "\",version=\"1.2.3\"} 1\n");
  }

  @Test
  void the_jvm_is_told_without_what_promtool_rejects() {
    Set<String> names = names();

    assertThat(names).contains("jvm_memory_used_bytes", "jvm_memory_usage_after_gc", "jvm_threads_live_threads",
        "process_start_time_seconds", "process_cpu_usage", "jvm_gc_memory_promoted_bytes_total");
    assertThat(names).doesNotContain("process_cpu_time_ns_total", "system_cpu_count");
  }

  @Test
  void every_meter_has_a_description() {
    List<String> described = metrics.scrape("text/plain").lines()
        .filter(line -> line.matches("# HELP \\S+ \\S.*")).map(line -> line.split(" ")[2]).toList();

    assertThat(described).containsExactlyInAnyOrderElementsOf(names());
  }

  @Test
  void open_metrics_are_written_when_asked_for() {
    assertThat(metrics.scrape(OPEN_METRICS)).contains("# TYPE driftless_restarts counter\n").endsWith("# EOF\n");
    assertThat(metrics.scrape("text/plain")).contains("# TYPE driftless_restarts_total counter\n")
        .doesNotContain("# EOF");
  }

  private Set<String> names() {
    return metrics.scrape("text/plain").lines()
        .filter(line -> line.startsWith("# TYPE ")).map(line -> line.split(" ")[2]).collect(Collectors.toSet());
  }
}
