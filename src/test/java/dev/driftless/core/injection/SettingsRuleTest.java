package dev.driftless.core.injection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftless.core.model.ContainerKind;
import dev.driftless.core.model.OwnProxy;
import dev.driftless.core.model.Resources;
import dev.driftless.core.model.TemplateFacts;
import dev.driftless.core.model.UnknownReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Map;

class SettingsRuleTest {

  private static final Derived<ContainerKind> CLASSIC = new Derived.Known<>(ContainerKind.CLASSIC);
  private static final Derived<ContainerKind> NATIVE = new Derived.Known<>(ContainerKind.NATIVE);
  private static final String HOLD = "holdApplicationUntilProxyStarts";
  private static final OneInjector HOLDING = OneInjector.PLAIN.mesh("defaultConfig: {" + HOLD + ": true}");

  @Test
  void it_tells_what_the_effective_proxy_config_tells() {
    OneInjector injector = OneInjector.PLAIN.mesh("defaultConfig: {proxyMetadata: {ISTIO_META_DNS_CAPTURE: 'true'}}");

    assertThat(settings(Templates.PLAIN, false, NATIVE, injector))
        .isEqualTo(Map.of("proxyMetadata.ISTIO_META_DNS_CAPTURE", "true"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"defaultConfig: {holdApplicationUntilProxyStarts: true}",
      "defaultConfig: {hold_application_until_proxy_starts: true}"})
  void a_classic_sidecar_holds_the_application_if_the_mesh_says_so(String mesh) {
    assertThat(settings(Templates.PLAIN, false, CLASSIC, OneInjector.PLAIN.mesh(mesh))).isEqualTo(Map.of(HOLD, "true"));
  }

  @Test
  void values_and_annotation_can_say_it_as_well() {
    TemplateFacts template = Templates.withProxyConfig(Templates.PLAIN, Fixtures.parsed(HOLD + ": true"));

    assertThat(settings(template, false, CLASSIC, OneInjector.PLAIN)).isEqualTo(Map.of(HOLD, "true"));
    assertThat(settings(Templates.PLAIN, false, CLASSIC,
        OneInjector.PLAIN.values("global: {proxy: {" + HOLD + ": true}}"))).isEqualTo(Map.of(HOLD, "true"));
  }

  @Test
  void a_template_can_turn_off_what_the_mesh_turns_on() {
    TemplateFacts template = Templates.withProxyConfig(Templates.PLAIN, Fixtures.parsed(HOLD + ": false"));

    assertThat(settings(template, false, CLASSIC, HOLDING)).isEmpty();
  }

  @Test
  void neither_a_native_sidecar_nor_a_gateway_holds_anything() {
    assertThat(settings(Templates.PLAIN, false, NATIVE, HOLDING)).isEmpty();
    assertThat(settings(Templates.PLAIN, true, CLASSIC, HOLDING)).isEmpty();
  }

  @Test
  void a_life_cycle_of_the_mesh_takes_the_place_of_the_hook() {
    assertThat(settings(Templates.PLAIN, false, CLASSIC,
        HOLDING.values("global: {proxy: {lifecycle: {preStop: {}}}}"))).isEmpty();
  }

  @Test
  void an_open_kind_matters_only_if_the_application_may_be_held() {
    Derived<ContainerKind> open = new Derived.Unclear<>(UnknownReason.NOT_DERIVABLE, "why");

    assertThat(derived(Templates.PLAIN, false, open, HOLDING))
        .isEqualTo(new Derived.Unclear<>(UnknownReason.NOT_DERIVABLE, "why"));
    assertThat(settings(Templates.PLAIN, false, open, OneInjector.PLAIN)).isEmpty();
    assertThat(settings(Templates.PLAIN, true, open, HOLDING)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"sidecar.istio.io/statsEvictionInterval,6h", "sidecar.istio.io/statsInclusionPrefixes,cluster"})
  void the_injectors_annotations_on_statistics_are_told_to_the_proxy(String name, String value) {
    OneInjector injector = OneInjector.PLAIN.config("injectedAnnotations: {" + name + ": " + value + ", other/x: y}");

    assertThat(settings(Templates.PLAIN, false, NATIVE, injector)).isEqualTo(Map.of(name, value));
    assertThat(settings(Templates.annotated(Map.of(name, "own")), false, NATIVE, OneInjector.PLAIN))
        .isEqualTo(Map.of(name, "own"));
  }

  @Test
  void the_injector_overwrites_the_annotation_of_a_template() {
    String name = "sidecar.istio.io/statsEvictionInterval";

    assertThat(settings(Templates.annotated(Map.of(name, "1h")), false, NATIVE,
        OneInjector.PLAIN.config("injectedAnnotations: {" + name + ": 6h}"))).isEqualTo(Map.of(name, "6h"));
  }

  @Test
  void an_own_container_that_tells_the_proxy_something_itself_leaves_it_open() {
    TemplateFacts shaped = Templates.withOwnProxy(Templates.PLAIN, new OwnProxy("auto", Resources.NONE, false, true));
    TemplateFacts plain = Templates.withOwnProxy(Templates.PLAIN, "auto");

    assertThat(derived(shaped, false, NATIVE, OneInjector.PLAIN)).isEqualTo(new Derived.Unclear<>(
        UnknownReason.NOT_DERIVABLE,
        "the template's own container istio-proxy sets what the injector would set as well"));
    assertThat(settings(plain, false, NATIVE, OneInjector.PLAIN)).isEmpty();
  }

  private static Derived<Map<String, String>> derived(TemplateFacts template, boolean gateway,
      Derived<ContainerKind> container, OneInjector injector) {
    Injector real = injector.injector();
    return EffectiveConfig.of(template, Templates.namespace("shop", Map.of()), real)
        .then(config -> SettingsRule.of(template, config, gateway, container, real));
  }

  private static Map<String, String> settings(TemplateFacts template, boolean gateway,
      Derived<ContainerKind> container, OneInjector injector) {
    Derived<Map<String, String>> derived = derived(template, gateway, container, injector);
    assertThat(derived).isInstanceOf(Derived.Known.class);
    return ((Derived.Known<Map<String, String>>) derived).value();
  }
}
