package dev.driftless.core.injection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftless.core.model.OwnProxy;
import dev.driftless.core.model.Quantity;
import dev.driftless.core.model.Resources;
import dev.driftless.core.model.TemplateFacts;
import org.junit.jupiter.api.Test;

import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

class LimitRangeRuleTest {

  private static final Resources LIMITS = resources(Map.of("memory", "70Mi"), Map.of("cpu", "700m"));

  @Test
  void amounts_are_rounded_up_to_thousandths_as_the_api_server_stores_them() {
    TemplateFacts template = Templates.annotated(Templates.PLAIN, "sidecar.istio.io/proxyCPU", "0.0005");

    assertThat(expected(template, Meshes.mesh("{}"))).isEqualTo(known(resources(Map.of("cpu", "1m"), Map.of())));
  }

  @Test
  void what_a_limit_range_gives_counts_where_the_mesh_says_nothing() {
    MeshFacts mesh = Meshes.defaulting(Meshes.mesh("requests: {cpu: 10m}"), "shop", LIMITS);

    assertThat(expected(Templates.PLAIN, mesh))
        .isEqualTo(known(resources(Map.of("cpu", "10m", "memory", "70Mi"), Map.of("cpu", "700m"))));
  }

  @Test
  void a_limit_range_gives_to_the_templates_own_proxy_before_istiod_is_asked() {
    MeshFacts mesh = Meshes.defaulting(Meshes.mesh("limits: {cpu: '2'}"), "shop", LIMITS);
    TemplateFacts plain = Templates.withOwnProxy(Templates.PLAIN, "auto");
    TemplateFacts template = new TemplateFacts(plain.labels(), plain.annotations(), false,
        Optional.of(new OwnProxy("auto", resources(Map.of("cpu", "1m"), Map.of()), false, false)), Optional.empty(),
        "", "digest", "", Map.of());

    assertThat(expected(template, mesh))
        .isEqualTo(known(resources(Map.of("cpu", "1m", "memory", "70Mi"), Map.of("cpu", "700m"))));
  }

  @Test
  void of_two_limit_ranges_that_differ_nobody_knows_which_counts() {
    MeshFacts mesh = Meshes.defaulting(Meshes.mesh("{}"), "shop", LIMITS,
        resources(Map.of("cpu", "1m"), Map.of()));

    assertThat(expected(Templates.PLAIN, mesh)).isInstanceOfSatisfying(Derived.Unclear.class,
        unclear -> assertThat(unclear.detail()).contains("several LimitRanges of namespace shop"));
  }

  private static Derived<Resources> expected(TemplateFacts template, MeshFacts mesh) {
    return ((Expectation.Injected) Injection.expect(template,
        Templates.namespace("shop", Map.of("istio-injection", "enabled")), mesh)).features().resources();
  }

  private static Derived<Resources> known(Resources resources) {
    return new Derived.Known<>(resources);
  }

  private static Resources resources(Map<String, String> requests, Map<String, String> limits) {
    return new Resources(amounts(requests), amounts(limits));
  }

  private static SortedMap<String, Quantity> amounts(Map<String, String> texts) {
    SortedMap<String, Quantity> amounts = new TreeMap<>();
    texts.forEach((name, text) -> amounts.put(name, Quantity.parse(text).orElseThrow()));
    return amounts;
  }
}
