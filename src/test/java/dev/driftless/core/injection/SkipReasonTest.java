package dev.driftless.core.injection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftless.core.injection.Expectation.Injected;
import dev.driftless.core.injection.Expectation.NotInjected;
import dev.driftless.core.model.InjectorFacts;
import dev.driftless.core.model.NamespaceFacts;
import dev.driftless.core.model.Parsed;
import dev.driftless.core.model.TemplateFacts;
import dev.driftless.core.model.WebhookConfigFacts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Why there is no sidecar, and in which words. */
class SkipReasonTest {

  private static final String INJECT = "sidecar.istio.io/inject";
  private static final NamespaceFacts ENABLED = Templates.namespace("shop", Map.of("istio-injection", "enabled"));

  @ParameterizedTest
  @CsvSource(textBlock = """
      istio-injection=disabled,  '',                   label istio-injection=disabled of namespace shop turns
      istio-injection=disabled,  istio.io/rev=x,       label istio-injection=disabled of namespace shop turns
      istio-injection=enabled,   sidecar.istio.io/inject=false, label sidecar.istio.io/inject=false of the template
      istio-injection=enabled,   '',                   label istio-injection=enabled of namespace shop is served by no
      istio.io/rev=x,            sidecar.istio.io/inject=true,  label istio.io/rev=x of namespace shop is served by no
      '',                        istio.io/rev=x,       label istio.io/rev=x of the template is served by no webhook
      '',                        sidecar.istio.io/inject=yes,   label sidecar.istio.io/inject=yes of the template is
      '',                        '',                   neither the labels of namespace shop nor those of the template
      """)
  void names_the_label_that_keeps_every_webhook_away(String onNamespace, String onTemplate, String detail) {
    MeshFacts mesh = Meshes.fixtures(Meshes.webhooks("mwc-rev-1-26-2.yaml"), "1.30.3", "1.26.2");

    NotInjected skipped = skipped(Templates.labelled(labels(onTemplate)),
        Templates.namespace("shop", labels(onNamespace)), mesh);

    assertThat(skipped.reason()).isEqualTo(detail.startsWith("label istio.io/rev=x")
        || detail.startsWith("label istio-injection=enabled") ? SkipReason.DANGLING_REVISION
            : SkipReason.NO_WEBHOOK_MATCHES);
    assertThat(skipped.detail()).startsWith(detail);
  }

  @Test
  void says_that_there_is_no_webhook_at_all() {
    MeshFacts mesh = Meshes.fixtures(List.of(), "1.30.3", "1.26.2");

    assertThat(skipped(Templates.PLAIN, ENABLED, mesh)).isEqualTo(
        new NotInjected(SkipReason.DANGLING_REVISION, "there is no webhook configuration of Istio"));
  }

  @ParameterizedTest
  @CsvSource(nullValues = "-", textBlock = """
      -,                     DANGLING_REVISION,  there is no webhook configuration of Istio
      mwc-rev-1-26-2.yaml,   DANGLING_REVISION,  ConfigMap istio-sidecar-injector says enableNamespacesByDefault
      mwc-default-deactivated.yaml, DANGLING_REVISION, ConfigMap istio-sidecar-injector says enableNamespacesByDefault
      mwc-default-auto.yaml, NO_WEBHOOK_MATCHES, neither the labels of namespace kube-public nor those
      """)
  void no_labels_ask_for_a_sidecar_where_all_are_to_have_one(String webhooks, SkipReason reason, String detail) {
    MeshFacts mesh = byDefault("true", webhooks == null ? List.of() : Meshes.webhooks(webhooks));

    NotInjected skipped = skipped(Templates.PLAIN, Templates.namespace("kube-public", Map.of()), mesh);

    assertThat(skipped.reason()).isEqualTo(reason);
    assertThat(skipped.detail()).startsWith(detail);
  }

  @ParameterizedTest
  @CsvSource(textBlock = """
      true,  istio-injection=disabled, ''
      true,  '',                       sidecar.istio.io/inject=false
      false, '',                       ''
      """)
  void but_not_those_that_say_otherwise(String enabled, String onNamespace, String onTemplate) {
    assertThat(skipped(Templates.labelled(labels(onTemplate)), Templates.namespace("shop", labels(onNamespace)),
        byDefault(enabled, List.of())).reason()).isEqualTo(SkipReason.NO_WEBHOOK_MATCHES);
  }

  private static MeshFacts byDefault(String enabled, List<WebhookConfigFacts> webhooks) {
    Parsed values = Fixtures.parsed("sidecarInjectorWebhook: {enableNamespacesByDefault: " + enabled + "}");
    return new MeshFacts(webhooks, Map.of("default", new InjectorFacts("istio-sidecar-injector", "default",
        Fixtures.parsed("policy: enabled"), values)), Map.of(), Map.of());
  }

  @Test
  void host_network_takes_priority_over_the_templates_wish() {
    TemplateFacts template = Templates.onHostNetwork(Templates.labelled(Map.of(INJECT, "true")));

    assertThat(skipped(template, ENABLED, mesh("policy: enabled")))
        .isEqualTo(new NotInjected(SkipReason.HOST_NETWORK, "the template asks for hostNetwork", "default"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"kube-system", "kube-public", "kube-node-lease", "local-path-storage"})
  void istiod_ignores_system_namespaces(String name) {
    assertThat(skipped(Templates.PLAIN, Templates.namespace(name, ENABLED.labels()), mesh("policy: enabled")))
        .isEqualTo(new NotInjected(SkipReason.SYSTEM_NAMESPACE, "istiod ignores namespace " + name, "default"));
  }

  @Test
  void an_annotation_opts_out() {
    TemplateFacts template = Templates.annotated(Templates.PLAIN, INJECT, "false");

    assertThat(skipped(template, ENABLED, mesh("policy: enabled"))).isEqualTo(new NotInjected(SkipReason.OPTED_OUT,
        "annotation sidecar.istio.io/inject=false of the template turns injection off", "default"));
  }

  @Test
  void the_never_inject_selector_takes_priority_over_the_always_inject_selector() {
    String config = "{policy: enabled, neverInjectSelector: [{matchLabels: {job: backup}}],"
        + " alwaysInjectSelector: [{matchLabels: {job: backup}}]}";

    assertThat(skipped(Templates.labelled(Map.of("job", "backup")), ENABLED, mesh(config)).reason())
        .isEqualTo(SkipReason.NEVER_INJECT_SELECTOR);
  }

  @ParameterizedTest
  @CsvSource(textBlock = """
      disabled, policy 'disabled' of ConfigMap istio-sidecar-injector injects on request only
      off,      policy 'off' of ConfigMap istio-sidecar-injector never injects
      """)
  void names_the_policy(String policy, String detail) {
    NotInjected skipped = skipped(Templates.PLAIN, ENABLED, mesh("policy: '" + policy + "'"));

    assertThat(skipped.reason()).isEqualTo(SkipReason.POLICY);
    assertThat(skipped.detail()).startsWith(detail);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      {key: app, operator: Exists}                  | true
      {key: app, operator: In, values: [web, api]}  | true
      {key: app, operator: NotIn, values: [api]}    | true
      {key: gone, operator: DoesNotExist}           | true
      {key: app, operator: In, values: [api]}       | false
      {key: app, operator: In}                      | false
      {key: app, operator: NotIn}                   | false
      {key: app, operator: Exists, values: [web]}   | false
      {key: app, operator: exists}                  | false
      {operator: Exists}                            | false
      """)
  void invalid_selectors_are_skipped_as_a_whole(String expression, boolean matches) {
    String config = "{policy: enabled, neverInjectSelector: [{matchLabels: {app: web}, matchExpressions: [" + expression
        + "]}]}";

    Expectation expectation =
        Injection.expect(Templates.labelled(Map.of("app", "web")), ENABLED, mesh(config));

    assertThat(expectation).isInstanceOf(matches ? NotInjected.class : Injected.class);
  }

  private static NotInjected skipped(TemplateFacts template, NamespaceFacts namespace, MeshFacts mesh) {
    Expectation expectation = Injection.expect(template, namespace, mesh);
    assertThat(expectation).isInstanceOf(NotInjected.class);
    return (NotInjected) expectation;
  }

  private static MeshFacts mesh(String config) {
    return Meshes.single(Fixtures.parsed(config), Fixtures.parsed(Meshes.VALUES),
        Optional.of(Meshes.controlPlane("default", "1.30.3")));
  }

  private static Map<String, String> labels(String pair) {
    Map<String, String> labels = new HashMap<>();
    if (!pair.isEmpty()) {
      labels.put(pair.split("=")[0], pair.split("=")[1]);
    }
    return labels;
  }
}
