package dev.driftless.core.injection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftless.core.model.Parsed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Map;

class ProxySettingsTest {

  @ParameterizedTest
  @ValueSource(strings = {"drainDuration: 45s", "terminationDrainDuration: 5000ms", "statusPort: 15020",
      "configPath: ./etc/istio/proxy", "binaryPath: /usr/local/bin/envoy", "serviceCluster: istio-proxy",
      "proxyAdminPort: 15000", "controlPlaneAuthPolicy: MUTUAL_TLS", "statNameLength: 189",
      "interceptionMode: REDIRECT", "discoveryAddress: 'istiod.istio-system.svc:15012'"})
  void istios_own_defaults_are_dropped(String field) {
    assertThat(settings(field)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"1m,60s", "60s,60s", "1m0s,60s", "0.5m,30s", "1h1m1s,3661s", "1500ms,1.5s"})
  void durations_compare_by_what_they_last(String written, String canonical) {
    assertThat(settings("drainDuration: " + written)).isEqualTo(Map.of("drainDuration", canonical));
  }

  @ParameterizedTest
  @CsvSource({"2,2", "2.0,2", "0,0"})
  void numbers_compare_by_value_and_concurrency_zero_is_one(String written, String canonical) {
    assertThat(settings("concurrency: " + written)).isEqualTo(Map.of("concurrency", canonical));
  }

  @Test
  void both_names_of_a_field_are_one() {
    assertThat(settings("{zipkin_address: 'z:9411', gateway_topology: {num_trusted_proxies: 2}}"))
        .isEqualTo(settings("{zipkinAddress: 'z:9411', gatewayTopology: {numTrustedProxies: 2}}"))
        .isEqualTo(Map.of("zipkinAddress", "z:9411", "gatewayTopology", "{numTrustedProxies: 2}"));
  }

  @Test
  void metadata_is_told_entry_by_entry() {
    assertThat(settings("proxyMetadata: {A_B: one, C: ''}"))
        .isEqualTo(Map.of("proxyMetadata.A_B", "one", "proxyMetadata.C", ""));
  }

  @Test
  void what_shows_on_the_container_is_left_out_and_so_is_what_nobody_knows() {
    assertThat(settings("{image: {imageType: debug}, holdApplicationUntilProxyStarts: true, nosuch: 1}")).isEmpty();
  }

  @Test
  void the_hook_counts_and_not_the_field() {
    assertThat(ProxySettings.of(((Parsed.Value) Fixtures.parsed("{}")).tree(), true, Map.of()))
        .isEqualTo(Map.of("holdApplicationUntilProxyStarts", "true"));
  }

  @Test
  void annotations_on_statistics_count_and_no_others() {
    Map<String, String> annotations = Map.of("sidecar.istio.io/statsHistogramBuckets", "{}", "sidecar.istio.io/other",
        "x");

    assertThat(ProxySettings.of(((Parsed.Value) Fixtures.parsed("{}")).tree(), false, annotations))
        .isEqualTo(Map.of("sidecar.istio.io/statsHistogramBuckets", "{}"));
  }

  @Test
  void a_value_that_istiod_could_not_read_is_shown_as_it_is() {
    assertThat(settings("drainDuration: soon")).isEqualTo(Map.of("drainDuration", "soon"));
  }

  private static Map<String, String> settings(String proxyConfig) {
    return ProxySettings.of(((Parsed.Value) Fixtures.parsed(proxyConfig)).tree(), false, Map.of());
  }
}
