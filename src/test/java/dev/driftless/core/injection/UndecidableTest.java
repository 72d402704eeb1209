package dev.driftless.core.injection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftless.core.injection.Expectation.Injected;
import dev.driftless.core.injection.Expectation.NotInjected;
import dev.driftless.core.injection.Expectation.Undecidable;
import dev.driftless.core.model.NamespaceFacts;
import dev.driftless.core.model.Parsed;
import dev.driftless.core.model.TemplateFacts;
import dev.driftless.core.model.UnknownReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Map;
import java.util.Optional;

/** What cannot be said, and what can be said all the same. */
class UndecidableTest {

  private static final String INJECT = "sidecar.istio.io/inject";
  private static final NamespaceFacts ENABLED = Templates.namespace("shop", Map.of("istio-injection", "enabled"));
  private static final Parsed CONFIG = Fixtures.parsed("policy: enabled");
  private static final Parsed VALUES = Fixtures.parsed(Meshes.VALUES);
  private static final MeshFacts MESH = mesh(CONFIG, VALUES, "1.30.3");
  private static final MeshFacts UNVERSIONED = mesh(CONFIG, VALUES, "latest");

  @Test
  void two_configurations_that_match_conflict_and_are_named() {
    MeshFacts mesh = Meshes.fixtures(
        Meshes.webhooks("mwc-default.yaml", "mwc-tag-default-to-1-26-2.yaml"), "1.30.3", "1.26.2");

    assertThat(expect(Templates.PLAIN, mesh)).isEqualTo(new Undecidable(UnknownReason.WEBHOOK_CONFLICT,
        "more than one webhook configuration injects: istio-revision-tag-default/namespace.sidecar-injector.istio.io, "
            + "istio-sidecar-injector/namespace.sidecar-injector.istio.io"));
  }

  @Test
  void a_missing_control_plane_matters_only_when_a_webhook_matches() {
    MeshFacts mesh = Meshes.single(CONFIG, VALUES, Optional.empty());

    assertUndecidable(expect(Templates.PLAIN, mesh), UnknownReason.CONTROL_PLANE_MISSING, "revision 'default'");
    assertThat(Injection.expect(Templates.PLAIN, Templates.namespace("shop", Map.of()), mesh))
        .isInstanceOf(NotInjected.class);
  }

  @Test
  void a_missing_injector_is_named_by_its_revision() {
    assertUndecidable(expect(Templates.PLAIN, Meshes.withoutInjectors(MESH)), UnknownReason.INJECTOR_MISSING,
        "revision 'default'");
  }

  @Test
  void an_unreadable_injector_keeps_its_detail() {
    Parsed broken = new Parsed.Unreadable("line 3: mapping expected");

    assertThat(expect(Templates.PLAIN, mesh(broken, VALUES, "1.30.3"))).isEqualTo(undecidable(
        UnknownReason.INJECTOR_UNREADABLE, "ConfigMap istio-sidecar-injector: config: line 3: mapping expected"));
    assertThat(expect(Templates.PLAIN, mesh(CONFIG, broken, "1.30.3"))).isEqualTo(undecidable(
        UnknownReason.INJECTOR_UNREADABLE, "ConfigMap istio-sidecar-injector: values: line 3: mapping expected"));
  }

  @Test
  void an_unreadable_mesh_config_matters_only_to_an_image_that_depends_on_it() {
    MeshFacts mesh = Meshes.withMeshConfig(MESH, new Parsed.Unreadable("line 1"));

    assertThat(expect(Templates.PLAIN, mesh))
        .isEqualTo(undecidable(UnknownReason.INJECTOR_UNREADABLE, "ConfigMap istio: line 1"));
    assertThat(expect(Templates.annotated(Templates.PLAIN, "sidecar.istio.io/proxyImage", "r/p:1"), mesh))
        .isInstanceOf(Injected.class);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      policy: enabled | 'global: {tag: 1.30.3}'         | global.hub is missing in values
      policy: enabled | 'global: {hub: h}'              | global.tag is missing in values
      policy: enabled | 'global: {hub: "", tag: 1.2.3}' | global.hub is missing in values
      policy: null    | 'global: {hub: h, tag: 1.30.3}' | policy is missing in config
      """)
  void a_missing_value_is_named(String config, String values, String detail) {
    assertUndecidable(expect(Templates.PLAIN, mesh(Fixtures.parsed(config), Fixtures.parsed(values), "1.30.3")),
        UnknownReason.INJECTOR_INCOMPLETE, detail);
  }

  @ParameterizedTest
  @ValueSource(strings = {"no", "False", "0"})
  void an_unknown_version_matters_where_the_generations_read_the_label_differently(String value) {
    assertUndecidable(expect(Templates.labelled(Map.of(INJECT, value)), UNVERSIONED),
        UnknownReason.CONTROL_PLANE_VERSION_UNKNOWN, "label sidecar.istio.io/inject=" + value);
  }

  @ParameterizedTest
  @ValueSource(strings = {"true", "yes", ""})
  void an_unknown_version_does_not_matter_where_both_generations_inject(String value) {
    assertThat(expect(Templates.labelled(Map.of(INJECT, value)), UNVERSIONED)).isInstanceOf(Injected.class);
  }

  @Test
  void an_unknown_version_does_not_matter_where_both_generations_refuse_for_different_reasons() {
    MeshFacts mesh = mesh(Fixtures.parsed("policy: disabled"), VALUES, "latest");

    assertThat(expect(Templates.labelled(Map.of(INJECT, "no")), mesh)).isInstanceOf(NotInjected.class);
  }

  @Test
  void an_unknown_version_matters_to_an_empty_image_type_that_hides_a_variant() {
    Parsed values = Fixtures.parsed("global: {hub: h, tag: 1.30.3, variant: distroless}");
    TemplateFacts template = Templates.withProxyConfig(Templates.PLAIN, Fixtures.parsed("image: {}"));

    assertUndecidable(expect(template, mesh(CONFIG, values, "latest")), UnknownReason.CONTROL_PLANE_VERSION_UNKNOWN,
        "image.imageType");
    assertThat(expect(template, UNVERSIONED)).isInstanceOf(Injected.class);
  }

  @Test
  void an_unreadable_proxy_config_denies_even_a_pinned_pod() {
    TemplateFacts template = Templates.withOwnProxy(
        Templates.withProxyConfig(Templates.PLAIN, new Parsed.Unreadable("line 1")), "r/own:1");

    assertThat(expect(template, MESH)).isEqualTo(undecidable(UnknownReason.ANNOTATION_UNREADABLE,
        "annotation proxy.istio.io/config of the template: line 1"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"[a]", "text", "image: distroless", "image: {imageType: 1}"})
  void a_proxy_config_of_the_wrong_shape_is_unreadable(String proxyConfig) {
    TemplateFacts template = Templates.withProxyConfig(Templates.PLAIN, Fixtures.parsed(proxyConfig));

    assertUndecidable(expect(template, MESH), UnknownReason.ANNOTATION_UNREADABLE, "proxy.istio.io/config");
  }

  @Test
  void an_image_without_a_slash_spoils_a_configured_full_reference() {
    Parsed values = Fixtures.parsed("global: {hub: h, tag: 1.30.3, proxy: {image: 'r/p:1.30.3'}}");
    TemplateFacts template = Templates.annotated(Templates.PLAIN, "sidecar.istio.io/proxyImage", "proxyv2");

    assertUndecidable(expect(template, mesh(CONFIG, values, "1.30.3")), UnknownReason.ANNOTATION_UNREADABLE,
        "sidecar.istio.io/proxyImage='proxyv2'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "grpc-agent", "custom", "sidecar,custom", "gateway,sidecar"})
  void other_injection_templates_are_not_derived(String names) {
    TemplateFacts template = Templates.annotated(Templates.PLAIN, "inject.istio.io/templates", names);

    assertUndecidable(expect(template, MESH), UnknownReason.CUSTOM_TEMPLATE,
        "inject.istio.io/templates='" + names + "'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"defaultTemplates: [own]", "defaultTemplates: [sidecar, custom]",
      "aliases: {sidecar: [custom]}"})
  void other_default_templates_are_not_derived(String config) {
    MeshFacts mesh = mesh(Fixtures.parsed("{policy: enabled, " + config + "}"), VALUES, "1.30.3");

    assertUndecidable(expect(Templates.PLAIN, mesh), UnknownReason.CUSTOM_TEMPLATE, "defaultTemplates of ConfigMap");
  }

  @Test
  void a_template_that_was_injected_by_hand_is_not_derived() {
    TemplateFacts byHand = Templates.withOwnProxy(
        Templates.annotated(Templates.PLAIN, "sidecar.istio.io/status", "{}"), "docker.io/istio/proxyv2:1.26.2");
    TemplateFacts overridden = Templates.annotated(Templates.PLAIN, "proxy.istio.io/overrides", "{}");

    assertUndecidable(expect(byHand, MESH), UnknownReason.CUSTOM_TEMPLATE, "its own proxy");
    assertUndecidable(expect(overridden, MESH), UnknownReason.CUSTOM_TEMPLATE, "its own proxy");
  }

  /** By the webhook of the default revision. */
  private static Undecidable undecidable(UnknownReason reason, String detail) {
    return new Undecidable(reason, detail, "istio-sidecar-injector/namespace.sidecar-injector.istio.io", "default",
        false);
  }

  /** By the only injector of these tests. */
  private static Undecidable named(UnknownReason reason, String detail) {
    return new Undecidable(reason, detail, "istio-sidecar-injector/namespace.sidecar-injector.istio.io", "default",
        false);
  }

  private static void assertUndecidable(Expectation expectation, UnknownReason reason, String detail) {
    assertThat(expectation).isInstanceOfSatisfying(Undecidable.class, undecidable -> {
      assertThat(undecidable.reason()).isEqualTo(reason);
      assertThat(undecidable.detail()).contains(detail);
    });
  }

  private static Expectation expect(TemplateFacts template, MeshFacts mesh) {
    return Injection.expect(template, ENABLED, mesh);
  }

  private static MeshFacts mesh(Parsed config, Parsed values, String version) {
    return Meshes.single(config, values, Optional.of(Meshes.controlPlane("default", version)));
  }
}
