package dev.driftless.core.injection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftless.core.injection.Expectation.Injected;
import dev.driftless.core.injection.Expectation.NotInjected;
import dev.driftless.core.injection.Expectation.Undecidable;
import dev.driftless.core.model.InjectorFacts;
import dev.driftless.core.model.NamespaceFacts;
import dev.driftless.core.model.Parsed;
import dev.driftless.core.model.TemplateFacts;
import dev.driftless.core.model.Tree;
import dev.driftless.core.model.UnknownReason;
import dev.driftless.core.model.WebhookConfigFacts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Istio's injection decision case by case, before and since Istio 1.27. */
class DecisionTableTest {

  private static final JsonNode TABLE = Fixtures.document("decision-table.yaml");

  static Stream<Arguments> cases() {
    return TABLE.path("cases").valueStream().flatMap(row -> Stream.of("1.26.2", "1.30.3")
        .map(version -> Arguments.of(row.path("id").asInt(), row.path("scenario").asString(), version, row)));
  }

  @Test
  void the_table_is_complete() {
    assertThat(TABLE.path("cases").size()).isEqualTo(66);
  }

  @ParameterizedTest(name = "case {0} on {1} with istiod {2}")
  @MethodSource("cases")
  void calls_the_webhooks_of_the_table(int id, String scenario, String version, JsonNode row) {
    List<WebhookMatch> matches = WebhookMatch.of(webhooks(scenario), namespace(row), template(row));

    assertThat(matches).extracting(match -> shortName(match.name()))
        .containsExactlyElementsOf(row.path("webhooks").valueStream().map(JsonNode::asString).toList());
  }

  @ParameterizedTest(name = "case {0} on {1} with istiod {2}")
  @MethodSource("cases")
  void injects_as_the_table_says(int id, String scenario, String version, JsonNode row) {
    MeshFacts mesh = mesh(row, version);

    Expectation expectation = Injection.expect(template(row), namespace(row), mesh);

    if (row.path("conflict").asBoolean(false)) {
      assertThat(expectation).isInstanceOfSatisfying(Undecidable.class, undecidable -> {
        assertThat(undecidable.reason()).isEqualTo(UnknownReason.WEBHOOK_CONFLICT);
        assertThat(undecidable.detail()).contains(row.path("webhooks").valueStream().map(JsonNode::asString).toList());
      });
    } else if (injected(row, version)) {
      String webhook = row.path("webhooks").get(0).asString() + ".sidecar-injector.istio.io";
      String revision = Fixtures.text(row, "revision").orElseThrow();
      assertThat(expectation).isInstanceOfSatisfying(Injected.class, injected -> assertThat(
          List.of(injected.revision(), injected.image(), injected.webhook(), injected.gateway()))
              .isEqualTo(List.of(revision, "hub.of/" + revision + "/proxyv2:" + version, webhook, false)));
    } else {
      assertThat(expectation).isInstanceOf(NotInjected.class);
    }
  }

  @ParameterizedTest(name = "case {0} on {1} with istiod {2}")
  @MethodSource("cases")
  void the_way_there_ends_as_the_decision_does(int id, String scenario, String version, JsonNode row) {
    MeshFacts mesh = mesh(row, version);

    Gate end = Injection.gates(template(row), namespace(row), mesh).getLast();

    Gate.Answer expected = row.path("conflict").asBoolean(false) ? Gate.Answer.UNCLEAR
        : injected(row, version) ? Gate.Answer.PASSED : Gate.Answer.REFUSED;
    assertThat(end.answer()).isEqualTo(expected);
    assertThat(end.name() == Gate.Name.WEBHOOK)
        .isEqualTo(row.path("webhooks").isEmpty() || expected == Gate.Answer.UNCLEAR);
  }

  @Test
  void the_conflict_of_the_table_would_be_won_by_the_configuration_called_last() {
    JsonNode row = TABLE.path("cases").valueStream().filter(candidate -> candidate.has("conflict")).findFirst()
        .orElseThrow();

    List<WebhookMatch> matches =
        WebhookMatch.of(webhooks(row.path("scenario").asString()), namespace(row), template(row));

    assertThat(matches).hasSize(2);
    assertThat(matches.getLast().configuration().revision()).isEqualTo(row.path("revision").asString());
  }

  private static boolean injected(JsonNode row, String version) {
    JsonNode injected = row.path("injected");
    return injected.isObject() ? injected.path(version.equals("1.26.2") ? "le126" : "ge127").asBoolean()
        : injected.asBoolean();
  }

  private static List<WebhookConfigFacts> webhooks(String scenario) {
    return Meshes.webhooks(TABLE.path("scenarios").path(scenario).valueStream().map(JsonNode::asString)
        .toArray(String[]::new));
  }

  private static NamespaceFacts namespace(JsonNode row) {
    return Templates.namespace(Fixtures.text(row, "nsName").orElse("app"), Fixtures.texts(row.path("ns")));
  }

  private static TemplateFacts template(JsonNode row) {
    return new TemplateFacts(Fixtures.texts(row.path("pod")), Fixtures.texts(row.path("anno")),
        row.path("hostNetwork").asBoolean(false), Optional.empty(), Optional.empty(), "", "", "", Map.of());
  }

  private static MeshFacts mesh(JsonNode row, String version) {
    Map<String, Tree> config = new HashMap<>();
    config.put("policy", new Tree.Scalar(Fixtures.text(row, "policy").orElse("enabled"), Tree.ScalarType.TEXT));
    config.put("neverInjectSelector", Fixtures.tree(row.path("never")));
    config.put("alwaysInjectSelector", Fixtures.tree(row.path("always")));
    Parsed parsed = new Parsed.Value(new Tree.Mapping(config));
    return new MeshFacts(webhooks(row.path("scenario").asString()),
        Map.of("default", injector("default", parsed, version), "1-26-2", injector("1-26-2", parsed, version)),
        Map.of(), Meshes.controlPlanes(version, version));
  }

  private static InjectorFacts injector(String revision, Parsed config, String version) {
    return new InjectorFacts("istio-sidecar-injector", revision, config,
        Fixtures.parsed("global: {hub: hub.of/" + revision + ", tag: " + version + "}"));
  }

  private static String shortName(String webhook) {
    return webhook.replace(".sidecar-injector.istio.io", "");
  }
}
