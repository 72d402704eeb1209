package dev.driftless.edge.kube.projection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftless.core.model.ControlPlaneFacts;
import dev.driftless.core.model.ControlPlaneFacts.State;
import dev.driftless.core.model.EndpointFacts;
import dev.driftless.core.model.Facts;
import dev.driftless.core.model.InjectorFacts;
import dev.driftless.core.model.LabelSelector;
import dev.driftless.core.model.LabelSelector.Operator;
import dev.driftless.core.model.LabelSelector.Requirement;
import dev.driftless.core.model.MeshConfigFacts;
import dev.driftless.core.model.OtherWebhookFacts;
import dev.driftless.core.model.Parsed;
import dev.driftless.core.model.Tree;
import dev.driftless.core.model.WebhookConfigFacts;
import dev.driftless.core.model.WebhookConfigFacts.ServiceRef;
import dev.driftless.core.model.WebhookConfigFacts.Webhook;
import dev.driftless.edge.kube.lean.LeanConfigMap;
import dev.driftless.edge.kube.lean.LeanDeployment;
import dev.driftless.edge.kube.lean.LeanEndpointSlice;
import dev.driftless.edge.kube.lean.LeanWebhookConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.Map;
import java.util.Optional;

class MeshProjectorsTest {

  @Test
  void an_injector_keeps_its_values_and_the_names_of_its_templates() {
    InjectorFacts facts = (InjectorFacts) MeshConfigMapProjector
        .project(Objects.fixture(LeanConfigMap.class, "configmap-injector-default")).orElseThrow();

    assertThat(facts.revision()).isEqualTo("default");
    assertThat(tree(facts.values()).at("global", "hub").text()).contains("registry.istio.io/release");
    assertThat(tree(facts.config()).at("defaultTemplates").items()).hasSize(1);
    assertThat(tree(facts.config()).at("templates").entries()).containsKeys("sidecar", "gateway");
    assertThat(tree(facts.config()).at("templates").entries().values())
        .allSatisfy(body -> assertThat(body.text().orElseThrow()).hasSize(16));
  }

  @Test
  void a_change_of_a_templates_body_is_a_change_of_the_injector() {
    assertThat(injector("templates: {sidecar: 'spec: {}'}")).isNotEqualTo(injector("templates: {sidecar: 'spec: []'}"))
        .isEqualTo(injector("# a comment\ntemplates: {sidecar: 'spec: {}'}"));
  }

  private static Optional<Facts> injector(String config) {
    return MeshConfigMapProjector.project(Objects.object(LeanConfigMap.class, """
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: istio-sidecar-injector, namespace: istio-system}
        data: {values: "{}", config: "%s"}
        """.formatted(config.replace("\n", "\\n"))));
  }

  @Test
  void the_revision_is_the_suffix_of_the_name() {
    assertThat(MeshConfigMapProjector.project(Objects.fixture(LeanConfigMap.class, "configmap-injector-rev-1-26-2")))
        .hasValueSatisfying(facts -> assertThat(((InjectorFacts) facts).revision()).isEqualTo("1-26-2"));
    assertThat(MeshConfigMapProjector.project(Objects.fixture(LeanConfigMap.class, "configmap-mesh", 1)))
        .hasValueSatisfying(facts -> assertThat(((MeshConfigFacts) facts).revision()).isEqualTo("1-26-2"));
  }

  @Test
  void mesh_configuration_is_parsed() {
    MeshConfigFacts facts = (MeshConfigFacts) MeshConfigMapProjector
        .project(Objects.fixture(LeanConfigMap.class, "configmap-mesh", 0)).orElseThrow();

    assertThat(facts.name()).isEqualTo("istio");
    assertThat(tree(facts.mesh()).at("defaultConfig", "image", "imageType").text()).contains("distroless");
  }

  @Test
  void an_injector_that_cannot_be_read_says_where() {
    InjectorFacts facts = (InjectorFacts) MeshConfigMapProjector
        .project(configMap("istio-sidecar-injector", "{config: \"policy: a: b\", other: x}")).orElseThrow();

    assertThat(facts.config()).isEqualTo(new Parsed.Unreadable("ConfigMap istio-sidecar-injector, key config: "
        + "line 1, column 10: mapping values are not allowed here"));
    assertThat(facts.values())
        .isEqualTo(new Parsed.Unreadable("ConfigMap istio-sidecar-injector, key values: is missing"));
  }

  @Test
  void text_in_place_of_a_mapping_is_unreadable() {
    assertThat(MeshConfigMapProjector.project(configMap("istio", "{mesh: oops}"))).contains(
        new MeshConfigFacts("istio", "default", new Parsed.Unreadable("ConfigMap istio, key mesh: is not a mapping")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"istio-ca-root-cert", "istio-leader", "values", "kube-root-ca.crt", "istiod"})
  void other_config_maps_do_not_matter(String name) {
    assertThat(MeshConfigMapProjector.project(configMap(name, "{root-cert.pem: x}"))).isEmpty();
  }

  @Test
  void a_webhook_configuration_of_istio_is_told_by_the_names_of_its_webhooks() {
    WebhookConfigFacts facts = (WebhookConfigFacts) WebhookConfigProjector
        .project(Objects.fixture(LeanWebhookConfiguration.class, "mwc-tag-prod-to-1-26-2")).orElseThrow();

    assertThat(facts.name()).isEqualTo("istio-revision-tag-prod");
    assertThat(facts.revision()).isEqualTo("1-26-2");
    assertThat(facts.tag()).contains("prod");
    assertThat(facts.webhooks().getFirst()).isEqualTo(new Webhook("rev.namespace.sidecar-injector.istio.io",
        new LabelSelector(Map.of(), List.of(new Requirement("istio.io/rev", Operator.IN, List.of("prod")),
            new Requirement("istio-injection", Operator.DOES_NOT_EXIST, List.of()))),
        new LabelSelector(Map.of(),
            List.of(new Requirement("sidecar.istio.io/inject", Operator.NOT_IN, List.of("false")))),
        true, Optional.of(new ServiceRef("istio-system", "istiod-1-26-2"))));
  }

  @Test
  void a_webhook_without_selectors_bundle_and_service_matches_everything() {
    WebhookConfigFacts facts = (WebhookConfigFacts) WebhookConfigProjector.project(webhook("x.istio.io")).orElseThrow();

    assertThat(facts.revision()).isEmpty();
    assertThat(facts.webhooks()).containsExactly(
        new Webhook("x.istio.io", LabelSelector.EVERYTHING, LabelSelector.EVERYTHING, false, Optional.empty()));
  }

  @Test
  void of_other_webhook_configurations_only_their_generation_matters() {
    LeanWebhookConfiguration other = webhook("mutate.kyverno.svc");
    other.getMetadata().setUid("5eed");
    other.getMetadata().setGeneration(3L);

    assertThat(WebhookConfigProjector.project(other)).contains(new OtherWebhookFacts(other.name(), "5eed", 3));
  }

  @Test
  void a_control_plane_that_is_rolled_out() {
    assertThat(ControlPlaneProjector.project(Objects.fixture(LeanDeployment.class, "istiod-deployment-default")))
        .contains(new ControlPlaneFacts("istiod", "default", "registry.istio.io/release/pilot:1.30.3-distroless",
            Optional.of("1.30.3"), Map.of("CLUSTER_ID", Optional.of("Kubernetes")), State.SETTLED,
            "2 of 2 replicas available"));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "1, 2, 1, 2 | ROLLING_OUT | the newest specification is not observed yet",
      "2, 2, 1, 2 | ROLLING_OUT | 1 of 2 replicas updated",
      "2, 3, 2, 2 | ROLLING_OUT | 1 replicas too many",
      "2, 2, 2, 1 | NOT_READY   | 1 of 2 replicas available"})
  void a_control_plane_that_does_not_stand_says_what_is_missing(String numbers, State state, String detail) {
    String[] n = numbers.split(", ");
    ControlPlaneFacts facts = (ControlPlaneFacts) ControlPlaneProjector.project(istiod("app: istiod", """
        {observedGeneration: %s, replicas: %s, updatedReplicas: %s, availableReplicas: %s}""".formatted((Object[]) n)))
        .orElseThrow();

    assertThat(facts.state()).isEqualTo(state);
    assertThat(facts.detail()).isEqualTo(detail);
    assertThat(facts.versionLabel()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"app: other", "{app: istiod, istio.io/tag: prod}"})
  void what_is_no_control_plane_does_not_matter(String labels) {
    assertThat(ControlPlaneProjector.project(istiod(labels, "{}"))).isEmpty();
  }

  @Test
  void endpoints_are_ready_unless_they_say_otherwise() {
    LeanEndpointSlice slice = Objects.object(LeanEndpointSlice.class, """
        apiVersion: discovery.k8s.io/v1
        kind: EndpointSlice
        metadata: {name: istiod-abc, namespace: istio-system, labels: {kubernetes.io/service-name: istiod}}
        endpoints: [{conditions: {ready: true}}, {conditions: {ready: false}}, {conditions: {}}, {}]""");

    assertThat(EndpointProjector.project(slice))
        .contains(new EndpointFacts("istio-system", "istiod-abc", "istiod", 3));
  }

  private static Tree tree(Parsed parsed) {
    return ((Parsed.Value) parsed).tree();
  }

  private static LeanConfigMap configMap(String name, String data) {
    return Objects.object(LeanConfigMap.class, "apiVersion: v1\nkind: ConfigMap\n"
        + "metadata: {name: " + name + ", namespace: istio-system}\ndata: " + data);
  }

  private static LeanWebhookConfiguration webhook(String name) {
    return Objects.object(LeanWebhookConfiguration.class, """
        apiVersion: admissionregistration.k8s.io/v1
        kind: MutatingWebhookConfiguration
        metadata: {name: x}
        webhooks: [{name: %s, clientConfig: {url: "https://example.com"}}]""".formatted(name));
  }

  private static LeanDeployment istiod(String labels, String status) {
    return Objects.object(LeanDeployment.class, """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: istiod, namespace: istio-system, generation: 2, labels: %s}
        spec: {replicas: 2, template: {}}
        status: %s""".formatted(labels.startsWith("{") ? labels : "{" + labels + "}", status));
  }
}
