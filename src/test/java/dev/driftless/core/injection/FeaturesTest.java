package dev.driftless.core.injection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftless.core.model.Parsed;
import dev.driftless.core.model.ProxyConfigFacts;
import dev.driftless.core.model.Scraping;
import dev.driftless.core.model.TemplateFacts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

class FeaturesTest {

  @ParameterizedTest
  @CsvSource(nullValues = "none", value = {"none, concurrency=3", "default, concurrency=3", "canary, ''"})
  void a_proxy_config_counts_for_the_revision_it_is_labelled_for(String label, String setting) {
    Parsed spec = Fixtures.parsed("concurrency: 3");
    MeshFacts mesh = Meshes.withProxyConfigs(Meshes.mesh("{}"), "shop", new ProxyConfigFacts("shop", "one",
        Instant.EPOCH, Optional.ofNullable(label), Optional.empty(), ((Parsed.Value) spec).tree()));

    assertThat(expected(Templates.PLAIN, mesh).settings()).isEqualTo(new Derived.Known<>(
        setting.isEmpty() ? Map.of() : Map.of("concurrency", "3")));
  }

  @Test
  void injected_annotations_are_written_over_those_of_merged_metrics() {
    MeshFacts mesh = Meshes.single(
        Fixtures.parsed("{policy: enabled, injectedAnnotations: {prometheus.io/scrape: 'false', own: x}}"),
        Fixtures.parsed(Meshes.VALUES), Optional.of(Meshes.controlPlane("default", "1.30.3")));

    assertThat(expected(Templates.PLAIN, mesh).scraping())
        .isEqualTo(new Derived.Known<>(new Scraping("false", "15020", "/stats/prometheus")));
    assertThat(expected(Templates.annotated(Templates.PLAIN, "prometheus.istio.io/merge-metrics", "false"), mesh)
        .scraping()).isEqualTo(new Derived.Known<>(new Scraping("false", "", "")));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {"lifecycle: {}|true", "lifecycle: {preStop: {}}|false", "x: y|true",
      "lifecycle: {postStart: {exec: {command: [pilot-agent, wait]}}}|true",
      "lifecycle: {postStart: {exec: {command: [other]}}}|false"})
  void a_lifecycle_in_the_values_replaces_the_hook_that_waits(String proxy, boolean holds) {
    MeshFacts mesh = Meshes.single(Fixtures.parsed("policy: enabled"), Fixtures.parsed(
        "global: {hub: h, tag: 1.30.3, proxy: {holdApplicationUntilProxyStarts: true, %s}}".formatted(proxy)),
        Optional.of(Meshes.controlPlane("default", "1.26.3")));

    assertThat(expected(Templates.PLAIN, mesh).settings()).isEqualTo(
        new Derived.Known<>(holds ? Map.of("holdApplicationUntilProxyStarts", "true") : Map.of()));
  }

  private static Features expected(TemplateFacts template, MeshFacts mesh) {
    return ((Expectation.Injected) Injection.expect(template,
        Templates.namespace("shop", Map.of("istio-injection", "enabled")), mesh)).features();
  }
}
