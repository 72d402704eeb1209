package dev.driftless.core.injection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftless.core.model.Parsed;
import dev.driftless.core.model.ProxyConfigFacts;
import dev.driftless.core.model.TemplateFacts;
import dev.driftless.core.model.UnknownReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

class EffectiveConfigTest {

  private static final Map<String, String> LABELS = Map.of("app", "web", "tier", "front");
  private static final Instant EARLY = Instant.parse("2026-01-01T00:00:00Z");
  private static final OneInjector MESH = OneInjector.PLAIN.mesh("defaultConfig: {concurrency: 1}");

  /** One level after the other is laid over those before it. */
  @ParameterizedTest
  @CsvSource({"0,-", "1,1", "2,2", "3,3", "4,4", "5,5"})
  void each_level_lies_over_the_one_before(int levels, String concurrency) {
    OneInjector injector = levels < 1 ? OneInjector.PLAIN : MESH;
    ProxyConfigFacts ofRoot = general("istio-system", "concurrency: 2");
    ProxyConfigFacts ofNamespace = general("shop", "concurrency: 3");
    ProxyConfigFacts selecting = selecting("shop", Map.of("app", "web"), "concurrency: 5");

    Map<String, List<ProxyConfigFacts>> configs = switch (levels) {
      case 0, 1 -> Map.of();
      case 2 -> Map.of("istio-system", List.of(ofRoot));
      case 3, 4 -> Map.of("istio-system", List.of(ofRoot), "shop", List.of(ofNamespace));
      default -> Map.of("istio-system", List.of(ofRoot), "shop", List.of(ofNamespace, selecting));
    };

    assertThat(concurrency(annotated(levels < 4 ? "{}" : "concurrency: 4"), injector.proxyConfigs(configs)))
        .isEqualTo(concurrency);
  }

  @Test
  void a_resource_beats_the_annotation_only_if_it_selects() {
    TemplateFacts template = annotated("concurrency: 4");

    assertThat(concurrency(template, with(general("shop", "concurrency: 3")))).isEqualTo("4");
    assertThat(concurrency(template, with(selecting("shop", Map.of("app", "api"), "concurrency: 5")))).isEqualTo("4");
    assertThat(concurrency(template, with(selecting("shop", LABELS, "concurrency: 5")))).isEqualTo("5");
    assertThat(concurrency(template, with(selecting("shop", Map.of("app", "web", "tier", "back"), "concurrency: 5"))))
        .isEqualTo("4");
  }

  @Test
  void a_selector_without_labels_selects_nothing_and_is_not_general_either() {
    assertThat(concurrency(annotated("{}"), with(selecting("shop", Map.of(), "concurrency: 5")))).isEqualTo("1");
  }

  @Test
  void of_several_only_the_oldest_counts() {
    OneInjector injector = MESH.proxyConfigs(Map.of("shop", List.of(
        general("shop", "concurrency: 3"), general("shop", "{concurrency: 30, image: {imageType: debug}}"),
        selecting("shop", Map.of("tier", "front"), "environmentVariables: {A: one}"),
        selecting("shop", Map.of("app", "web"), "{concurrency: 50, environmentVariables: {B: two}}"))));

    EffectiveConfig config = effective(annotated("{}"), injector);

    assertThat(config.at("concurrency").text()).contains("3");
    assertThat(config.hasImage()).isFalse();
    assertThat(config.at("proxyMetadata").entries()).containsOnlyKeys("A");
  }

  @Test
  void another_namespace_says_nothing() {
    assertThat(concurrency(annotated("{}"), with(general("bank", "concurrency: 3")))).isEqualTo("1");
    assertThat(concurrency(annotated("{}"), with(selecting("istio-system", LABELS, "concurrency: 3")))).isEqualTo("1");
  }

  @Test
  void the_root_namespace_is_that_of_the_mesh() {
    OneInjector injector = OneInjector.PLAIN.mesh("rootNamespace: config").proxyConfigs(Map.of(
        "config", List.of(general("config", "concurrency: 2")),
        "istio-system", List.of(general("istio-system", "concurrency: 9"))));

    assertThat(concurrency(annotated("{}"), injector)).isEqualTo("2");
    assertThat(EffectiveConfig.isRoot("config", injector.injector().mesh())).isTrue();
    assertThat(EffectiveConfig.isRoot("istio-system", injector.injector().mesh())).isFalse();
    assertThat(EffectiveConfig.isRoot("istio-system", OneInjector.PLAIN.injector().mesh())).isTrue();
  }

  @Test
  void in_the_root_namespace_itself_its_own_resource_counts() {
    OneInjector injector = with(general("istio-system", "concurrency: 2"));

    assertThat(EffectiveConfig.of(annotated("{}"), Templates.namespace("istio-system", Map.of()), injector.injector())
        .then(config -> new Derived.Known<>(config.at("concurrency").text())))
        .isEqualTo(new Derived.Known<>(Optional.of("2")));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      statNameLength   | 15021     | 0
      interceptionMode | TPROXY    | REDIRECT
      extraStatTags    | '[a]'     | '[]'
      """)
  void a_zero_does_not_override(String field, String below, String above) {
    String quoted = above.isEmpty() ? "''" : above;
    OneInjector injector = OneInjector.PLAIN.mesh("defaultConfig: {" + field + ": " + below + "}");

    assertThat(effective(annotated(field + ": " + quoted), injector).at(field))
        .isEqualTo(effective(annotated("{}"), injector).at(field));
  }

  @Test
  void some_zeros_are_values() {
    assertThat(concurrency(annotated("concurrency: 0"), MESH)).isEqualTo("0");
    assertThat(effective(annotated("terminationDrainDuration: 0s"),
        OneInjector.PLAIN.mesh("defaultConfig: {terminationDrainDuration: 30s}")).at("terminationDrainDuration")
            .text()).contains("0s");
  }

  @Test
  void metadata_and_headers_are_laid_over_each_other_entry_by_entry() {
    OneInjector injector = OneInjector.PLAIN.mesh("""
        defaultConfig: {proxyMetadata: {A: mesh, B: mesh, C: mesh}, proxyHeaders: {server: {disabled: true}},
          tracing: {sampling: 10}}""")
        .proxyConfigs(Map.of("shop", List.of(selecting("shop", LABELS, "environmentVariables: {C: resource}"))));

    EffectiveConfig config = effective(annotated("{proxyMetadata: {B: annotation}, proxyHeaders: {requestId: {}}, "
        + "tracing: {zipkin: {address: \"z:9411\"}}}"), injector);

    assertThat(CanonicalText.of(config.at("proxyMetadata"))).isEqualTo("{A: mesh, B: annotation, C: resource}");
    assertThat(config.at("proxyHeaders").entries()).containsOnlyKeys("server", "requestId");
    assertThat(config.at("tracing").entries()).containsOnlyKeys("zipkin");
  }

  @Test
  void both_names_of_a_field_are_one() {
    EffectiveConfig config = effective(annotated("{drain_duration: 10s, proxy_metadata: {A_B: x}}"),
        OneInjector.PLAIN.mesh("defaultConfig: {drainDuration: 20s}"));

    assertThat(config.at("drainDuration").text()).contains("10s");
    assertThat(config.at("proxyMetadata").entries()).containsOnlyKeys("A_B");
    assertThat(config.fields()).containsOnlyKeys("drainDuration", "proxyMetadata");
  }

  @Test
  void of_two_that_exclude_each_other_the_later_one_counts() {
    OneInjector injector = OneInjector.PLAIN.mesh("defaultConfig: {serviceCluster: mine}");

    assertThat(effective(annotated("tracingServiceName: CANONICAL_NAME_ONLY"), injector).fields())
        .containsOnlyKeys("tracingServiceName");
  }

  @Test
  void a_field_that_nobody_knows_is_left_out() {
    assertThat(effective(annotated("{nosuch: 1, concurrency: null}"), MESH).fields()).containsOnlyKeys("concurrency");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      concurrency: many             | ': concurrency cannot be read as optional number'
      drainDuration: 5              | ': drainDuration cannot be read as duration'
      proxyMetadata: {A: 1}         | ': proxyMetadata cannot be read as map'
      extraStatTags: a              | ': extraStatTags cannot be read as texts'
      tracing: on                   | ': tracing cannot be read as message'
      discoveryAddress: 1           | ': discoveryAddress cannot be read as text'
      holdApplicationUntilProxyStarts: "true" | ': holdApplicationUntilProxyStarts cannot be read as message'
      """)
  void what_istiod_could_not_read_is_named_with_its_level(String field, String problem) {
    assertThat(problem(annotated("{" + field + "}"), MESH)).isEqualTo(new Derived.Unclear<>(
        UnknownReason.ANNOTATION_UNREADABLE, "annotation proxy.istio.io/config of the template" + problem));
    assertThat(problem(annotated("{}"), OneInjector.PLAIN.mesh("defaultConfig: {" + field + "}")))
        .isEqualTo(new Derived.Unclear<>(UnknownReason.INJECTOR_UNREADABLE,
            "ConfigMap istio: defaultConfig" + problem));
  }

  @ParameterizedTest
  @ValueSource(strings = {"text", "[a]"})
  void a_level_that_is_no_mapping_cannot_be_read(String level) {
    assertThat(problem(annotated(level), MESH)).isEqualTo(new Derived.Unclear<>(UnknownReason.ANNOTATION_UNREADABLE,
        "annotation proxy.istio.io/config of the template must be a mapping"));
  }

  @Test
  void text_that_does_not_parse_keeps_its_detail() {
    Parsed broken = new Parsed.Unreadable("line 1");

    assertThat(problem(Templates.withProxyConfig(Templates.PLAIN, broken), MESH)).isEqualTo(new Derived.Unclear<>(
        UnknownReason.ANNOTATION_UNREADABLE, "annotation proxy.istio.io/config of the template: line 1"));
    assertThat(problem(Templates.PLAIN, OneInjector.PLAIN.mesh(broken)))
        .isEqualTo(new Derived.Unclear<>(UnknownReason.INJECTOR_UNREADABLE, "ConfigMap istio: line 1"));
  }

  private static ProxyConfigFacts general(String namespace, String spec) {
    return new ProxyConfigFacts(namespace, "general", EARLY, Optional.empty(), Optional.empty(), tree(spec).tree());
  }

  private static ProxyConfigFacts selecting(String namespace, Map<String, String> labels, String spec) {
    return new ProxyConfigFacts(namespace, "selecting", EARLY, Optional.empty(), Optional.of(labels),
        tree(spec).tree());
  }

  private static Parsed.Value tree(String yaml) {
    return (Parsed.Value) Fixtures.parsed(yaml);
  }

  private static OneInjector with(ProxyConfigFacts config) {
    return MESH.proxyConfigs(Map.of(config.namespace(), List.of(config)));
  }

  private static TemplateFacts annotated(String proxyConfig) {
    return Templates.withProxyConfig(Templates.labelled(LABELS), Fixtures.parsed(proxyConfig));
  }

  private static Derived<EffectiveConfig> problem(TemplateFacts template, OneInjector injector) {
    return EffectiveConfig.of(template, Templates.namespace("shop", Map.of()), injector.injector());
  }

  private static EffectiveConfig effective(TemplateFacts template, OneInjector injector) {
    return ((Derived.Known<EffectiveConfig>) problem(template, injector)).value();
  }

  private static String concurrency(TemplateFacts template, OneInjector injector) {
    return effective(template, injector).at("concurrency").text().orElse("-");
  }
}
