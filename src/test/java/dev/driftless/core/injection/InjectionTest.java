package dev.driftless.core.injection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftless.core.injection.Expectation.Injected;
import dev.driftless.core.injection.Expectation.NotInjected;
import dev.driftless.core.model.NamespaceFacts;
import dev.driftless.core.model.Parsed;
import dev.driftless.core.model.TemplateFacts;
import dev.driftless.core.model.WebhookConfigFacts;
import dev.driftless.core.model.WebhookConfigFacts.Webhook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

class InjectionTest {

  private static final NamespaceFacts ENABLED = Templates.namespace("shop", Map.of("istio-injection", "enabled"));
  private static final String WEBHOOK = "istio-sidecar-injector/namespace.sidecar-injector.istio.io";

  @Test
  void gives_the_image_of_the_default_revision_of_the_fixtures() {
    MeshFacts mesh = Meshes.fixtures(Meshes.webhooks("mwc-default.yaml"), "1.30.3", "1.26.2");

    assertThat(Injection.expect(Templates.PLAIN, ENABLED, mesh)).satisfies(
        injected("default", "registry.istio.io/release/proxyv2:1.30.3-distroless", false, WEBHOOK));
  }

  @Test
  void gives_the_image_of_the_revision_behind_a_tag() {
    MeshFacts mesh = Meshes.fixtures(Meshes.webhooks("mwc-default.yaml", "mwc-rev-1-26-2.yaml",
        "mwc-tag-prod-to-1-26-2.yaml"), "1.30.3", "1.26.2");

    assertThat(Injection.expect(Templates.PLAIN, Templates.namespace("pay", Map.of("istio.io/rev", "prod")), mesh))
        .satisfies(injected("1-26-2", "docker.io/istio/proxyv2:1.26.2", false,
            "istio-revision-tag-prod/rev.namespace.sidecar-injector.istio.io"));
  }

  @Test
  void gives_the_full_image_reference_that_kyma_configures() {
    MeshFacts mesh = new MeshFacts(Meshes.webhooks("mwc-default-deactivated.yaml", "mwc-tag-default-to-default.yaml"),
        Map.of("default", Fixtures.injector("configmap-injector-kyma.yaml")), Map.of(),
        Meshes.controlPlanes("1.30.2", "1.30.2"));

    assertThat(image(Templates.PLAIN, mesh))
        .isEqualTo("europe-docker.pkg.dev/kyma-project/prod/external/istio/proxyv2:1.30.2-distroless");
  }

  @Test
  void a_gateway_gets_the_same_image() {
    TemplateFacts gateway = Templates.withOwnProxy(
        Templates.annotated(Templates.PLAIN, "inject.istio.io/templates", "gateway"), "auto");

    assertThat(Injection.expect(gateway, ENABLED, mesh("policy: enabled")))
        .satisfies(injected("default", "docker.io/istio/proxyv2:1.30.3", true, WEBHOOK));
  }

  @ParameterizedTest
  @ValueSource(strings = {"policy: enabled", "{policy: enabled, defaultTemplates: []}",
      "{policy: enabled, defaultTemplates: [sidecar]}"})
  void the_sidecar_template_is_the_default(String config) {
    assertThat(image(Templates.PLAIN, mesh(config))).isEqualTo("docker.io/istio/proxyv2:1.30.3");
  }

  @Test
  void the_template_may_ask_for_the_sidecar_where_another_template_is_the_default() {
    TemplateFacts template = Templates.annotated(Templates.PLAIN, "inject.istio.io/templates", "sidecar");

    assertThat(image(template, mesh("{policy: enabled, defaultTemplates: [custom]}")))
        .isEqualTo("docker.io/istio/proxyv2:1.30.3");
  }

  @ParameterizedTest
  @CsvSource({"r/own:1, r/own:1", "auto, docker.io/istio/proxyv2:1.30.3", "'', docker.io/istio/proxyv2:1.30.3"})
  void only_a_real_image_of_the_templates_own_proxy_container_pins(String own, String expected) {
    TemplateFacts template = Templates.withOwnProxy(
        Templates.annotated(Templates.PLAIN, "sidecar.istio.io/proxyImageType", "default"), own);

    assertThat(image(template, mesh("policy: enabled"))).isEqualTo(expected);
  }

  @Test
  void a_pinned_image_needs_neither_hub_nor_tag() {
    MeshFacts mesh = Meshes.single(Fixtures.parsed("policy: enabled"), Fixtures.parsed("{}"),
        Optional.of(Meshes.controlPlane("default", "1.30.3")));

    assertThat(image(Templates.withOwnProxy(Templates.PLAIN, "r/own:1"), mesh)).isEqualTo("r/own:1");
  }

  @Test
  void the_annotations_image_type_beats_the_mesh_config() {
    MeshFacts mesh = Meshes.withMeshConfig(mesh("policy: enabled"),
        Fixtures.parsed("defaultConfig: {image: {imageType: distroless}}"));
    TemplateFacts template = Templates.withProxyConfig(Templates.PLAIN, Fixtures.parsed("image: {imageType: debug}"));

    assertThat(image(template, mesh)).isEqualTo("docker.io/istio/proxyv2:1.30.3-debug");
  }

  @Test
  void a_proxy_config_without_an_image_leaves_the_mesh_config_in_force() {
    MeshFacts mesh = Meshes.withMeshConfig(mesh("policy: enabled"),
        Fixtures.parsed("defaultConfig: {image: {imageType: distroless}}"));
    TemplateFacts template = Templates.withProxyConfig(Templates.PLAIN, Fixtures.parsed("concurrency: 2"));

    assertThat(image(template, mesh)).isEqualTo("docker.io/istio/proxyv2:1.30.3-distroless");
  }

  @Test
  void a_proxy_config_may_use_the_names_of_the_protobuf_fields() {
    TemplateFacts template = Templates.withProxyConfig(Templates.PLAIN, Fixtures.parsed("image: {image_type: debug}"));

    assertThat(image(template, mesh("policy: enabled"))).isEqualTo("docker.io/istio/proxyv2:1.30.3-debug");
  }

  @ParameterizedTest
  @ValueSource(strings = {"y", "Yes", "TRUE", "On"})
  void istiods_before_1_27_read_a_yes_in_any_case(String value) {
    MeshFacts mesh = Meshes.single(Fixtures.parsed("policy: disabled"), Fixtures.parsed(Meshes.VALUES),
        Optional.of(Meshes.controlPlane("default", "1.26.2")));

    assertThat(image(Templates.labelled(Map.of("sidecar.istio.io/inject", value)), mesh))
        .isEqualTo("docker.io/istio/proxyv2:1.30.3");
  }

  @ParameterizedTest
  @CsvSource({"1.21.6, h/proxyv2:1.21.0", "1.22.0, h/proxyv2:1.21.0-distroless"})
  void the_variant_is_read_since_1_22(String version, String expected) {
    MeshFacts mesh = Meshes.single(Fixtures.parsed("policy: enabled"),
        Fixtures.parsed("global: {hub: h, tag: 1.21.0, variant: distroless}"),
        Optional.of(Meshes.controlPlane("default", version)));

    assertThat(image(Templates.PLAIN, mesh)).isEqualTo(expected);
  }

  @Test
  void the_webhook_for_every_namespace_spares_system_namespaces_whose_facts_lack_their_name_label() {
    MeshFacts mesh = Meshes.fixtures(Meshes.webhooks("mwc-default-auto.yaml"), "1.30.3", "1.26.2");

    assertThat(reason(Templates.PLAIN, Templates.namespace("kube-system", Map.of()), mesh))
        .isEqualTo(SkipReason.NO_WEBHOOK_MATCHES);
    assertThat(Injection.expect(Templates.PLAIN, Templates.namespace("app", Map.of()), mesh))
        .isInstanceOf(Injected.class);
  }

  @Test
  void webhooks_of_others_in_the_same_configuration_do_not_count() {
    var istio = Fixtures.webhooks("mwc-default.yaml");
    var foreign = istio.webhooks().stream().map(webhook -> new Webhook(
        "other.example.com", webhook.namespaceSelector(), webhook.objectSelector(), true, webhook.service())).toList();
    var configuration = new WebhookConfigFacts(istio.name(), istio.revision(), istio.tag(), foreign);

    assertThat(WebhookMatch.of(List.of(configuration), ENABLED, Templates.PLAIN)).isEmpty();
  }

  private static SkipReason reason(TemplateFacts template, NamespaceFacts namespace, MeshFacts mesh) {
    Expectation expectation = Injection.expect(template, namespace, mesh);
    assertThat(expectation).isInstanceOf(NotInjected.class);
    return ((NotInjected) expectation).reason();
  }

  private static MeshFacts mesh(String config) {
    Parsed values = Fixtures.parsed(Meshes.VALUES);
    return Meshes.single(Fixtures.parsed(config), values, Optional.of(Meshes.controlPlane("default", "1.30.3")));
  }

  private static String image(TemplateFacts template, MeshFacts mesh) {
    Expectation expectation = Injection.expect(template, ENABLED, mesh);
    assertThat(expectation).isInstanceOf(Injected.class);
    return ((Injected) expectation).image();
  }

  private static Consumer<Expectation> injected(String revision, String image, boolean gateway, String webhook) {
    return expectation -> assertThat(expectation).isInstanceOfSatisfying(Injected.class, found -> assertThat(
        List.of(found.revision(), found.image(), found.gateway(), found.webhook()))
            .isEqualTo(List.of(revision, image, gateway, webhook)));
  }
}
