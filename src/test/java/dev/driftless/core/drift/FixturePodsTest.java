package dev.driftless.core.drift;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftless.core.injection.Expectation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The pods of the fixtures, under the templates that they were made from, in the cluster that the fixtures tell of. */
class FixturePodsTest {

  private static final String CHECKOUT =
      "{metadata: {labels: {app: checkout}}, spec: {containers: [{name: checkout, image: 'checkout:4.7.1'}]}}";
  private static final String ORDERS = """
      {metadata: {labels: {app: orders, version: v2}, annotations: {sidecar.istio.io/proxyCPU: 200m}},
      spec: {containers: [{name: orders, image: 'orders:2.0.0'}]}}""";
  private static final String GATEWAY = """
      {metadata: {labels: {istio: ingressgateway, sidecar.istio.io/inject: 'true'}, annotations: {
      inject.istio.io/templates: gateway, prometheus.io/port: '15020', prometheus.io/scrape: 'true',
      prometheus.io/path: /stats/prometheus}}, spec: {containers: [{name: istio-proxy, image: auto,
      resources: {limits: {cpu: 2000m, memory: 1024Mi}, requests: {cpu: 100m, memory: 128Mi}}}]}}""";
  private static final String OWN_PROXY = """
      {metadata: {labels: {sidecar.istio.io/inject: 'false'}},
      spec: {containers: [{name: istio-proxy, image: any}]}}""";
  private static final String LEGACY =
      "{metadata: {labels: {app: legacy}}, spec: {containers: [{name: legacy, image: 'legacy:0.9'}]}}";

  @Test
  void a_classic_sidecar_of_before_the_upgrade_drifts_in_all_that_changed() {
    Assessment assessment = assess(CHECKOUT, "pod-sidecar-classic-1.26.2");

    assertThat(assessment.verdict()).isEqualTo(new Verdict.Drifted(assessment.drifts()));
    assertThat(assessment.drifts()).containsExactly(
        new Drift(DriftReason.IMAGE, "istio-proxy", "docker.io/istio/proxyv2:1.26.2-distroless",
            "registry.istio.io/release/proxyv2:1.30.3-distroless", 1),
        new Drift(DriftReason.CONTAINER_KIND, "istio-proxy", "classic", "native", 1),
        new Drift(DriftReason.INIT_KIND, "istio-proxy", "istio-init", "istio-validation", 1),
        new Drift(DriftReason.PROXY_CONFIG, "istio-proxy", "proxyMetadata.ISTIO_META_DNS_CAPTURE=(default)",
            "proxyMetadata.ISTIO_META_DNS_CAPTURE=true", 1));
    assertThat(assessment.drifts().getFirst().skew()).isEqualTo(Skew.UNSUPPORTED);
  }

  @Test
  void a_native_sidecar_of_after_the_upgrade_is_in_sync() {
    assertThat(assess(ORDERS, "pod-sidecar-native-1.30.3").verdict()).isEqualTo(new Verdict.InSync());
  }

  @Test
  void an_injected_gateway_drifts_in_its_version_and_in_what_the_mesh_tells_proxies_since() {
    Assessment assessment = assess(GATEWAY, "pod-gateway-injected-1.26.2");

    assertThat(assessment.expectation()).isInstanceOfSatisfying(Expectation.Injected.class,
        injected -> assertThat(injected.gateway()).isTrue());
    assertThat(assessment.drifts()).extracting(Drift::reason)
        .containsExactly(DriftReason.IMAGE, DriftReason.PROXY_CONFIG);
    assertThat(assessment.drifts().getFirst().expected())
        .isEqualTo("registry.istio.io/release/proxyv2:1.30.3-distroless");
  }

  @ParameterizedTest
  @CsvSource({"pod-waypoint-1.30.3", "pod-gateway-static-kyma", "pod-ztunnel-1.30.3"})
  void a_proxy_that_was_not_injected_is_none_of_ours(String pod) {
    Assessment assessment = assess(OWN_PROXY, pod);

    assertThat(assessment.expectation()).isInstanceOf(Expectation.NotInjected.class);
    assertThat(assessment.verdict()).isEqualTo(new Verdict.InSync());
    assertThat(assessment.target()).isEqualTo(Targets.NO_SIDECAR);
  }

  @Test
  void a_pod_older_than_its_namespaces_label_misses_its_sidecar() {
    assertThat(assess(LEGACY, "pod-missing-sidecar").drifts()).extracting(Drift::reason)
        .containsExactly(DriftReason.MISSING_SIDECAR);
  }

  private static Assessment assess(String template, String pod) {
    return FixtureCluster.withRevision().assess(template, FixtureCluster.text(pod));
  }
}
