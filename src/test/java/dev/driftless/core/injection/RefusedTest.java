package dev.driftless.core.injection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftless.core.injection.Expectation.Injected;
import dev.driftless.core.injection.Expectation.Undecidable;
import dev.driftless.core.model.TemplateFacts;
import dev.driftless.core.model.UnknownReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Map;
import java.util.Optional;

/** What istiod denies, does not read, or does not do itself. */
class RefusedTest {

  private static final String PORT = "prometheus.io/port";

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "status.sidecar.istio.io/port|70000", "readiness.status.sidecar.istio.io/periodSeconds|-1",
      "traffic.sidecar.istio.io/includeInboundPorts|http", "traffic.sidecar.istio.io/excludeOutboundPorts|a,b",
      "traffic.sidecar.istio.io/includeOutboundIPRanges|10.0.0.0/33",
      "traffic.sidecar.istio.io/includeOutboundIPRanges|10.0.0.1",
      "traffic.sidecar.istio.io/excludeOutboundIPRanges|*", "traffic.sidecar.istio.io/excludeInterfaces|a/b",
      "prometheus.io/port|http", "prometheus.io/port|015020", "prometheus.io/port|15090",
      "prometheus.istio.io/scrape-targets|8080:/a,15021:/b", "prometheus.istio.io/scrape-targets|x"})
  void an_annotation_that_istiod_denies_promises_no_sidecar(String annotation, String value) {
    assertThat(expected(Templates.annotated(Templates.PLAIN, annotation, value), "1.32.0"))
        .isInstanceOfSatisfying(Undecidable.class, undecidable -> {
          assertThat(undecidable.reason()).isEqualTo(UnknownReason.ANNOTATION_UNREADABLE);
          assertThat(undecidable.detail()).contains("istiod denies such a pod");
        });
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "status.sidecar.istio.io/port| 15021", "traffic.sidecar.istio.io/includeInboundPorts|*",
      "traffic.sidecar.istio.io/excludeInboundPorts|80, 443", "traffic.sidecar.istio.io/excludeInboundPorts|''",
      "traffic.sidecar.istio.io/includeOutboundIPRanges|10.0.0.0/8,fd00::/8",
      "traffic.sidecar.istio.io/excludeInterfaces|eth0, eth1", "prometheus.io/port|15020", "prometheus.io/port|8080",
      "prometheus.istio.io/scrape-targets|8080:/a, 8081,", "prometheus.istio.io/scrape-targets|15021:/a,:/b"})
  void what_istiod_takes_promises_one(String annotation, String value) {
    assertThat(expected(Templates.annotated(Templates.PLAIN, annotation, value), "1.32.0"))
        .isInstanceOf(Injected.class);
  }

  @Test
  void ports_for_prometheus_are_looked_at_since_131_and_only_if_metrics_are_merged() {
    TemplateFacts template = Templates.annotated(Templates.PLAIN, PORT, "15090");

    assertThat(expected(template, "1.30.3")).isInstanceOf(Injected.class);
    assertThat(expected(Templates.annotated(template, "prometheus.io/scrape", "false"), "1.32.0"))
        .isInstanceOf(Injected.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"drainDuration: 1500ms", "discoveryAddress: nowhere", "discoveryAddress: ''",
      "statusPort: 70000", "proxyAdminPort: 0", "interceptionMode: SOMETIMES", "concurrency: 1.5", "serviceCluster: ''",
      "tracing: {zipkin: {}}", "tracing: {sampling: much}", "gateway_topology: {num_trusted_proxies: two}"})
  void a_proxy_config_that_istiod_denies_promises_no_sidecar(String config) {
    assertThat(expected(configured(config), "1.32.0")).isInstanceOfSatisfying(Undecidable.class,
        undecidable -> assertThat(undecidable.reason()).isEqualTo(UnknownReason.ANNOTATION_UNREADABLE));
  }

  @ParameterizedTest
  @ValueSource(strings = {"drainDuration: 1m", "discoveryAddress: 'istiod.x.svc:15012'", "statusPort: 15025",
      "concurrency: 2.0", "tracing: {sampling: 1.5, zipkin: {address: '$(HOST_IP):9411'}}", "someday: [1]",
      "gatewayTopology: {numTrustedProxies: 2}", "discoveryAddress: null"})
  void one_that_it_takes_promises_one(String config) {
    assertThat(expected(configured(config), "1.32.0")).isInstanceOf(Injected.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"global: {hub: h, tag: 1.30.3, proxy: {resources: {limits: {cpu: 2}}}}",
      "global: {hub: h, tag: 1.30.3, variant: 1}", "{global: {hub: h, tag: 1.30.3}, pilot: {cni: {enabled: 'true'}}}"})
  void values_that_istiod_cannot_read_leave_everything_open(String values) {
    MeshFacts mesh = Meshes.single(Fixtures.parsed("policy: enabled"), Fixtures.parsed(values),
        Optional.of(Meshes.controlPlane("default", "1.30.3")));

    assertThat(expected(Templates.PLAIN, mesh)).isInstanceOfSatisfying(Undecidable.class, undecidable -> {
      assertThat(undecidable.reason()).isEqualTo(UnknownReason.INJECTOR_UNREADABLE);
      assertThat(undecidable.detail()).contains("istiod goes on with its former values");
    });
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "nosuch"})
  void a_proxy_that_the_template_brings_along_is_not_one_that_nobody_wants(String revision) {
    TemplateFacts template = Templates.annotated(Templates.withOwnProxy(Templates.PLAIN, "istio/proxyv2:1.30.3"),
        "sidecar.istio.io/status", "{}");
    Map<String, String> labels = revision.isEmpty() ? Map.of() : Map.of("istio.io/rev", revision);

    assertThat(Injection.expect(template, Templates.namespace("shop", labels), Meshes.mesh("{}")))
        .isInstanceOfSatisfying(Undecidable.class, undecidable -> {
          assertThat(undecidable.reason()).isEqualTo(UnknownReason.CUSTOM_TEMPLATE);
          assertThat(undecidable.detail()).contains("every pod of it has one although nothing is injected");
        });
  }

  private static TemplateFacts configured(String config) {
    return Templates.withProxyConfig(Templates.PLAIN, Fixtures.parsed(config));
  }

  private static Expectation expected(TemplateFacts template, String version) {
    return expected(template, Meshes.single(Fixtures.parsed("policy: enabled"), Fixtures.parsed(Meshes.VALUES),
        Optional.of(Meshes.controlPlane("default", version))));
  }

  private static Expectation expected(TemplateFacts template, MeshFacts mesh) {
    return Injection.expect(template, Templates.namespace("shop", Map.of("istio-injection", "enabled")), mesh);
  }
}
