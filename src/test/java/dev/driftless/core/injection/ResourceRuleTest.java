package dev.driftless.core.injection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftless.core.model.OwnProxy;
import dev.driftless.core.model.Quantity;
import dev.driftless.core.model.Resources;
import dev.driftless.core.model.TemplateFacts;
import dev.driftless.core.model.UnknownReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

class ResourceRuleTest {

  private static final OneInjector MESH = OneInjector.PLAIN.values("""
      global: {proxy: {resources: {limits: {cpu: 2000m, memory: 1024Mi}, requests: {cpu: 100m, memory: 128Mi}}}}""");

  @Test
  void without_an_annotation_the_amounts_of_the_mesh_hold() {
    assertThat(text(Templates.PLAIN, MESH))
        .isEqualTo("requests cpu=100m memory=128Mi, limits cpu=2000m memory=1024Mi");
    assertThat(text(Templates.PLAIN, OneInjector.PLAIN)).isEqualTo("none");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      proxyCPU         | 200m  | requests cpu=200m
      proxyMemory      | 64Mi  | requests memory=64Mi
      proxyCPULimit    | 1     | requests cpu=1, limits cpu=1
      proxyMemoryLimit | 512Mi | requests memory=512Mi, limits memory=512Mi
      """)
  void one_annotation_drops_all_amounts_of_the_mesh(String name, String value, String resources) {
    assertThat(text(Templates.annotated(Map.of("sidecar.istio.io/" + name, value)), MESH)).isEqualTo(resources);
  }

  @Test
  void all_annotations_hold_together() {
    TemplateFacts template = Templates.annotated(Map.of("sidecar.istio.io/proxyCPU", "200m",
        "sidecar.istio.io/proxyMemory", "64Mi", "sidecar.istio.io/proxyCPULimit", "1"));

    assertThat(text(template, MESH)).isEqualTo("requests cpu=200m memory=64Mi, limits cpu=1");
  }

  @Test
  void limits_that_nobody_requests_are_requested_by_the_api_server() {
    OneInjector limited = OneInjector.PLAIN.values("global: {proxy: {resources: {limits: {cpu: 2}}}}");

    assertThat(text(Templates.PLAIN, limited)).isEqualTo("requests cpu=2, limits cpu=2");
  }

  @Test
  void what_the_templates_own_container_says_lies_over_it_amount_by_amount() {
    TemplateFacts template = own(Templates.PLAIN, Map.of("cpu", "300m"), Map.of("memory", "2Gi"));

    assertThat(text(template, MESH)).isEqualTo("requests cpu=300m memory=2Gi, limits cpu=2000m memory=2Gi");
  }

  @Test
  void own_container_and_annotation_together() {
    TemplateFacts template =
        own(Templates.annotated(Map.of("sidecar.istio.io/proxyCPU", "200m")), Map.of(), Map.of("memory", "2Gi"));

    assertThat(text(template, MESH)).isEqualTo("requests cpu=200m memory=2Gi, limits memory=2Gi");
  }

  @Test
  void a_gateway_has_what_its_own_container_says_and_nothing_else() {
    TemplateFacts template = own(Templates.annotated(Map.of("sidecar.istio.io/proxyCPU", "200m")),
        Map.of("cpu", "1"), Map.of());

    assertThat(ResourceRule.of(template, "shop", true, MESH.injector()))
        .isEqualTo(new Derived.Known<>(resources(Map.of("cpu", "1"), Map.of())));
  }

  @Test
  void a_limit_range_that_would_add_an_amount_leaves_it_open() {
    OneInjector ranged = MESH.defaulted(Map.of("shop", Set.of("requests.cpu", "limits.ephemeral-storage")));

    assertThat(ResourceRule.of(Templates.PLAIN, "shop", false, ranged.injector())).isEqualTo(new Derived.Unclear<>(
        UnknownReason.NOT_DERIVABLE, "a LimitRange of namespace shop gives limits.ephemeral-storage to containers that "
            + "do not say it"));
    assertThat(ResourceRule.of(Templates.PLAIN, "bank", false, ranged.injector())).isInstanceOf(Derived.Known.class);
  }

  @Test
  void a_limit_range_for_what_is_said_anyway_changes_nothing() {
    OneInjector ranged = MESH.defaulted(Map.of("shop", Set.of("requests.cpu", "limits.memory")));

    assertThat(text(Templates.PLAIN, ranged)).startsWith("requests cpu=100m");
    assertThat(ResourceRule.of(Templates.annotated(Map.of("sidecar.istio.io/proxyCPU", "1")), "shop", false,
        ranged.injector())).isInstanceOf(Derived.Unclear.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"requests: {cpu: much}", "limits: {memory: 1 Gi}", "requests: {cpu: [1]}"})
  void what_is_no_quantity_in_the_values_cannot_be_read(String resources) {
    OneInjector broken = OneInjector.PLAIN.values("global: {proxy: {resources: {" + resources + "}}}");

    assertThat(ResourceRule.of(Templates.PLAIN, "shop", false, broken.injector()))
        .isInstanceOfSatisfying(Derived.Unclear.class,
            unclear -> assertThat(unclear.reason()).isEqualTo(UnknownReason.INJECTOR_UNREADABLE));
    assertThat(text(Templates.annotated(Map.of("sidecar.istio.io/proxyCPU", "1")), broken))
        .isEqualTo("requests cpu=1");
  }

  @Test
  void an_amount_that_is_null_is_not_there() {
    assertThat(text(Templates.PLAIN,
        OneInjector.PLAIN.values("global: {proxy: {resources: {requests: {cpu: null, memory: 1Gi}}}}")))
        .isEqualTo("requests memory=1Gi");
  }

  private static TemplateFacts own(TemplateFacts template, Map<String, String> requests, Map<String, String> limits) {
    return Templates.withOwnProxy(template, new OwnProxy("auto", resources(requests, limits), false, false));
  }

  private static Resources resources(Map<String, String> requests, Map<String, String> limits) {
    return new Resources(amounts(requests), amounts(limits));
  }

  private static SortedMap<String, Quantity> amounts(Map<String, String> texts) {
    SortedMap<String, Quantity> amounts = new TreeMap<>();
    texts.forEach((name, text) -> amounts.put(name, Quantity.parse(text).orElseThrow()));
    return amounts;
  }

  private static String text(TemplateFacts template, OneInjector injector) {
    Derived<Resources> derived = ResourceRule.of(template, "shop", false, injector.injector());
    assertThat(derived).isInstanceOf(Derived.Known.class);
    return ((Derived.Known<Resources>) derived).value().toString();
  }
}
