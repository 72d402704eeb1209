package dev.driftless.core.injection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftless.core.model.OwnProxy;
import dev.driftless.core.model.Quantity;
import dev.driftless.core.model.Resources;
import dev.driftless.core.model.TemplateFacts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;
import java.util.Map;
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
  void a_limit_range_gives_what_the_injector_does_not_say() {
    OneInjector ranged = MESH.defaulted(Map.of("shop", List.of(amounts("cpu", "7m"))));

    assertThat(ResourceRule.of(Templates.annotated(Map.of("sidecar.istio.io/proxyMemory", "1Gi")), "shop", false,
        ranged.injector())).isInstanceOfSatisfying(Derived.Known.class,
            known -> assertThat(known.value().toString()).isEqualTo("requests cpu=7m memory=1Gi"));
    assertThat(ResourceRule.of(Templates.annotated(Map.of("sidecar.istio.io/proxyMemory", "1Gi")), "bank", false,
        ranged.injector())).isInstanceOfSatisfying(Derived.Known.class,
            known -> assertThat(known.value().toString()).isEqualTo("requests memory=1Gi"));
  }

  @Test
  void a_limit_range_for_what_is_said_anyway_changes_nothing() {
    OneInjector ranged = MESH.defaulted(Map.of("shop", List.of(amounts("cpu", "7m"))));

    assertThat(text(Templates.PLAIN, ranged)).startsWith("requests cpu=100m");
  }

  @Test
  void of_two_limit_ranges_it_is_chance_which_one_counts() {
    OneInjector ranged = MESH.defaulted(Map.of("shop", List.of(amounts("cpu", "7m"), amounts("cpu", "8m"))));

    assertThat(ResourceRule.of(Templates.PLAIN, "shop", false, ranged.injector())).isInstanceOf(Derived.Unclear.class);
  }

  private static Resources amounts(String name, String request) {
    return new Resources(new TreeMap<>(Map.of(name, Quantity.parse(request).orElseThrow())), new TreeMap<>());
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
