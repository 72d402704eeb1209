package dev.driftless.core.injection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftless.core.model.InitKind;
import dev.driftless.core.model.TemplateFacts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Map;

class InitRuleTest {

  private static final String CNI = "pilot: {cni: {enabled: true}}";
  private static final String OLDER_NAME = "istio_cni: {enabled: true}";

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      1.18.7 | istio_cni: {enabled: true}                                   | ISTIO_VALIDATION
      1.18.7 | istio_cni: {enabled: false}                                  | ISTIO_INIT
      1.22.0 | 'istio_cni: {enabled: false}, pilot: {cni: {enabled: true}}' | ISTIO_VALIDATION
      1.23.9 | istio_cni: {enabled: true}                                   | ISTIO_VALIDATION
      1.24.0 | istio_cni: {enabled: true}                                   | ISTIO_INIT
      1.24.0 | pilot: {cni: {enabled: true}}                                | ISTIO_VALIDATION
      1.32.0 | pilot: {cni: {enabled: false}}                               | ISTIO_INIT
      1.32.0 | global: {}                                                   | ISTIO_INIT
      """)
  void the_value_of_the_cni_plugin_decides_under_its_names(String version, String values, InitKind kind) {
    assertThat(init(Templates.PLAIN, "", OneInjector.of(version).values("{" + values + "}"))).isEqualTo(kind);
  }

  @ParameterizedTest
  @ValueSource(strings = {CNI, OLDER_NAME})
  void without_a_release_both_names_count(String values) {
    assertThat(init(Templates.PLAIN, "", OneInjector.of("latest").values(values)))
        .isEqualTo(InitKind.ISTIO_VALIDATION);
  }

  @ParameterizedTest
  @CsvSource(nullValues = "-", textBlock = """
      NONE,      -,      NONE
      NONE,      TPROXY, NONE
      REDIRECT,  NONE,   ISTIO_VALIDATION
      TPROXY,    NONE,   ISTIO_VALIDATION
      -,         NONE,   NONE
      -,         TPROXY, ISTIO_VALIDATION
      -,         -,      ISTIO_VALIDATION
      """)
  void who_takes_no_traffic_needs_no_init_container(String annotation, String proxyConfig, InitKind kind) {
    TemplateFacts template = annotation == null ? Templates.PLAIN
        : Templates.annotated(Templates.PLAIN, "sidecar.istio.io/interceptionMode", annotation);

    assertThat(init(template, proxyConfig == null ? "" : "interceptionMode: " + proxyConfig,
        OneInjector.of("1.30.3").values(CNI))).isEqualTo(kind);
  }

  @Test
  void the_mode_of_the_mesh_counts_as_well() {
    OneInjector injector = OneInjector.of("1.30.3").mesh("defaultConfig: {interceptionMode: NONE}");

    assertThat(init(Templates.PLAIN, "", injector)).isEqualTo(InitKind.NONE);
  }

  private static InitKind init(TemplateFacts template, String proxyConfig, OneInjector injector) {
    TemplateFacts whole = proxyConfig.isEmpty() ? template
        : Templates.withProxyConfig(template, Fixtures.parsed(proxyConfig));
    Derived<EffectiveConfig> config =
        EffectiveConfig.of(whole, Templates.namespace("shop", Map.of()), injector.injector());
    return ((Derived.Known<InitKind>) config.then(known -> InitRule.of(whole, known, injector.injector()))).value();
  }
}
