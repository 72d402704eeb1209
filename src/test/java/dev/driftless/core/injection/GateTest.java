package dev.driftless.core.injection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftless.core.injection.Gate.Answer;
import dev.driftless.core.injection.Gate.Name;
import dev.driftless.core.model.NamespaceFacts;
import dev.driftless.core.model.TemplateFacts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The way through the injector ends where the expectation says, and tells of every gate before. */
class GateTest {

  private static final String INJECT = "sidecar.istio.io/inject";
  private static final NamespaceFacts ENABLED = Templates.namespace("shop", Map.of("istio-injection", "enabled"));

  @Test
  void who_is_injected_has_passed_all_gates_in_their_order() {
    List<Gate> gates = Injection.gates(Templates.PLAIN, ENABLED, mesh("policy: enabled"));

    assertThat(gates).extracting(Gate::name).containsExactly(Name.values());
    assertThat(gates).extracting(Gate::answer).containsOnly(Answer.PASSED);
    assertThat(gates.getFirst().words()).isEqualTo("istio-sidecar-injector/namespace.sidecar-injector.istio.io is "
        + "called, because of label istio-injection=enabled of namespace shop");
    assertThat(gates.getLast().words()).isEqualTo("a sidecar of image docker.io/istio/proxyv2:1.30.3");
  }

  @Test
  void host_network_ends_the_way_before_the_configuration_is_looked_at() {
    assertEnd(Templates.onHostNetwork(Templates.PLAIN), ENABLED, "policy: off", Name.HOST_NETWORK);
  }

  @ParameterizedTest
  @ValueSource(strings = {"kube-system", "kube-public"})
  void a_system_namespace_ends_it_next(String name) {
    assertEnd(Templates.PLAIN, Templates.namespace(name, ENABLED.labels()), "policy: enabled", Name.NAMESPACE);
  }

  @Test
  void the_annotation_ends_it_at_the_request() {
    assertEnd(Templates.annotated(Templates.PLAIN, INJECT, "false"), ENABLED, "policy: enabled", Name.REQUEST);
  }

  @Test
  void the_never_inject_selector_ends_it_at_the_selectors() {
    assertEnd(Templates.labelled(Map.of("job", "backup")), ENABLED,
        "{policy: enabled, neverInjectSelector: [{matchLabels: {job: backup}}]}", Name.SELECTORS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"disabled", "off"})
  void the_policy_is_asked_after_the_selectors(String policy) {
    assertEnd(Templates.PLAIN, ENABLED, "policy: '" + policy + "'", Name.POLICY);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      policy: disabled | true  | policy 'disabled' of ConfigMap istio-sidecar-injector injects on request
      policy: enabled  | true  | policy 'enabled' of ConfigMap istio-sidecar-injector injects unless told otherwise
      """)
  void says_how_the_policy_let_it_through(String config, String label, String words) {
    assertThat(words(Templates.labelled(Map.of(INJECT, label)), config, Name.POLICY)).isEqualTo(words);
  }

  @Test
  void says_who_asked() {
    String always = "{policy: disabled, alwaysInjectSelector: [{matchLabels: {tier: web}}]}";

    assertThat(words(Templates.labelled(Map.of(INJECT, "true")), "policy: enabled", Name.REQUEST))
        .isEqualTo("label sidecar.istio.io/inject=true of the template asks for injection");
    assertThat(words(Templates.labelled(Map.of(INJECT, "")), "policy: enabled", Name.REQUEST))
        .isEqualTo("label sidecar.istio.io/inject= of the template decides nothing");
    assertThat(words(Templates.labelled(Map.of("tier", "web")), always, Name.SELECTORS))
        .isEqualTo("alwaysInjectSelector of ConfigMap istio-sidecar-injector matches the labels of the template");
  }

  @Test
  void an_annotation_without_a_label_is_told_to_count_for_nothing() {
    TemplateFacts template = Templates.annotated(Templates.PLAIN, INJECT, "true");

    List<Gate> gates = Injection.gates(template, Templates.namespace("shop", Map.of()), mesh("policy: enabled"));

    assertThat(gates).containsExactly(new Gate(Name.WEBHOOK, Answer.REFUSED,
        "neither the labels of namespace shop nor those of the template ask for injection; annotation "
            + "sidecar.istio.io/inject=true of the template counts for nothing here: the API server looks at labels "
            + "only"));
  }

  @Test
  void what_cannot_be_told_ends_it_as_unclear() {
    MeshFacts mesh = mesh("policy: enabled");
    TemplateFacts custom = Templates.annotated(Templates.PLAIN, "inject.istio.io/templates", "mine");

    assertThat(Injection.gates(Templates.PLAIN, ENABLED, Meshes.withoutInjectors(mesh)).getLast())
        .satisfies(gate -> assertThat(List.of(gate.name(), gate.answer()))
            .containsExactly(Name.CONFIGURATION, Answer.UNCLEAR));
    assertThat(Injection.gates(custom, ENABLED, mesh).getLast()).isEqualTo(
        new Gate(Name.TEMPLATE, Answer.UNCLEAR, "annotation inject.istio.io/templates='mine' of the template"));
  }

  @Test
  void a_selection_names_what_each_webhook_misses() {
    List<WebhookSelection> selections =
        WebhookSelection.of(Meshes.webhooks("mwc-default.yaml"), Templates.namespace("shop", Map.of()),
            Templates.PLAIN);

    assertThat(selections).extracting(WebhookSelection::matches).containsOnly(false);
    assertThat(selections).filteredOn(selection -> selection.name().contains("/namespace.")).singleElement()
        .isEqualTo(new WebhookSelection("istio-sidecar-injector/namespace.sidecar-injector.istio.io", "default",
            Optional.empty(), List.of("label istio-injection=enabled on the namespace")));
  }

  @Test
  void a_selection_matches_exactly_what_the_api_server_would_call() {
    NamespaceFacts off = Templates.namespace("shop", Map.of("istio-injection", "disabled"));
    MeshFacts mesh = Meshes.fixtures(Meshes.webhooks("mwc-default.yaml", "mwc-rev-1-26-2.yaml"), "1.30.3", "1.26.2");

    Stream.of(ENABLED, off, Templates.namespace("shop", Map.of())).forEach(namespace -> Stream.of(Templates.PLAIN,
        Templates.labelled(Map.of(INJECT, "true")), Templates.labelled(Map.of("istio.io/rev", "1-26-2")))
        .forEach(template -> assertThat(WebhookSelection.of(mesh.webhooks(), namespace, template).stream()
            .filter(WebhookSelection::matches).map(WebhookSelection::name))
                .containsExactlyElementsOf(WebhookMatch.of(mesh.webhooks(), namespace, template).stream()
                    .map(WebhookMatch::name).toList())));
  }

  private static void assertEnd(TemplateFacts template, NamespaceFacts namespace, String config, Name expected) {
    List<Gate> gates = Injection.gates(template, namespace, mesh(config));

    Expectation.NotInjected end = (Expectation.NotInjected) Injection.expect(template, namespace, mesh(config));
    assertThat(gates.getLast()).isEqualTo(new Gate(expected, Answer.REFUSED, end.detail()));
    assertThat(gates).extracting(Gate::name)
        .containsExactly(Stream.of(Name.values()).limit(expected.ordinal() + 1).toArray(Name[]::new));
  }

  private static String words(TemplateFacts template, String config, Name name) {
    return Injection.gates(template, ENABLED, mesh(config)).get(name.ordinal()).words();
  }

  private static MeshFacts mesh(String config) {
    return Meshes.single(Fixtures.parsed(config), Fixtures.parsed(Meshes.VALUES),
        Optional.of(Meshes.controlPlane("default", "1.30.3")));
  }
}
