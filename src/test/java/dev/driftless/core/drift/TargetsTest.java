package dev.driftless.core.drift;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftless.core.injection.Derived;
import dev.driftless.core.injection.Expectation;
import dev.driftless.core.injection.Expectation.Injected;
import dev.driftless.core.injection.Features;
import dev.driftless.core.injection.Proxies;
import dev.driftless.core.injection.SkipReason;
import dev.driftless.core.model.ContainerKind;
import dev.driftless.core.model.InitKind;
import dev.driftless.core.model.Quantity;
import dev.driftless.core.model.Resources;
import dev.driftless.core.model.Scraping;
import dev.driftless.core.model.UnknownReason;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

class TargetsTest {

  private static final String IMAGE = "docker.io/istio/proxyv2:1.32.0";
  private static final Injected PLAIN = Proxies.expected(IMAGE, false, "w");
  private static final Map<String, String> SETTINGS = Map.of("concurrency", "2", "drainDuration", "60s", "meshId", "m");

  @Test
  void what_means_the_same_is_the_same_target() {
    assertThat(target(Proxies.expected("istio/proxyv2:1.32.0", true, "other webhook"))).isEqualTo(target(PLAIN));
    assertThat(target(resources("1000m", "1024Mi"))).isEqualTo(target(resources("1", "1Gi")));
    assertThat(target(settings(new TreeMap<>(SETTINGS))))
        .isEqualTo(target(settings(new TreeMap<>(SETTINGS).descendingMap())));
    assertThat(target(PLAIN.proved(Proxies.plain(IMAGE, "default")))).isEqualTo(target(PLAIN));
  }

  @Test
  void a_digest_names_an_image_wherever_it_is() {
    assertThat(target(Proxies.expected("a.io/x@sha256:5", false, "w")))
        .isEqualTo(target(Proxies.expected("b.io/y:1@sha256:5", false, "w")))
        .isNotEqualTo(target(Proxies.expected("a.io/x@sha256:6", false, "w")));
  }

  @Test
  void whatever_a_pod_would_show_makes_another_target() {
    Features features = PLAIN.features();

    assertThat(List.of(target(PLAIN), target(Proxies.expected("docker.io/istio/proxyv2:1.32.1", false, "w")),
        target(Proxies.expected("mirror.io/istio/proxyv2:1.32.0", false, "w")),
        target(with(new Features(new Derived.Known<>(ContainerKind.CLASSIC), features.init(), features.resources(),
            features.scraping(), features.settings()))),
        target(with(new Features(features.container(), new Derived.Known<>(InitKind.NONE), features.resources(),
            features.scraping(), features.settings()))),
        target(with(new Features(features.container(), features.init(), features.resources(),
            new Derived.Known<>(Scraping.NONE), features.settings()))),
        target(resources("1", "1Gi")), target(resources("1", "2Gi")), target(settings(SETTINGS)),
        Targets.of(PLAIN, memory(new TreeMap<>(Map.of("trustDomain", "a"))), Set.of())))
        .doesNotHaveDuplicates().allSatisfy(target -> assertThat(target).startsWith("default@"));
  }

  @Test
  void what_is_ignored_makes_no_other_target() {
    assertThat(Targets.of(settings(SETTINGS), MeshMemory.NOTHING, Set.of(DriftReason.PROXY_CONFIG)))
        .isEqualTo(Targets.of(PLAIN, MeshMemory.NOTHING, Set.of(DriftReason.PROXY_CONFIG)));
  }

  /** Read from where they are kept, settings come in any order. */
  @Test
  void remembered_settings_count_in_any_order() {
    Map<String, String> settings = new TreeMap<>(Map.of("trustDomain", "a", "defaultConfig.proxyStatsMatcher", "b"));
    Map<String, String> reversed = new LinkedHashMap<>(new TreeMap<>(settings).descendingMap());

    assertThat(Targets.of(PLAIN, memory(reversed), Set.of())).isEqualTo(Targets.of(PLAIN, memory(settings), Set.of()));
  }

  @Test
  void no_sidecar_is_a_target_and_nothing_known_is_none() {
    assertThat(target(new Expectation.NotInjected(SkipReason.OPTED_OUT, "why"))).isEqualTo(Targets.NO_SIDECAR);
    assertThat(target(new Expectation.Undecidable(UnknownReason.WEBHOOK_CONFLICT, "why"))).isEmpty();
  }

  private static MeshMemory memory(Map<String, String> settings) {
    return new MeshMemory(Map.of("default",
        List.of(new MeshMemory.Epoch(Instant.EPOCH, Instant.EPOCH, Collections.unmodifiableMap(settings)))), Map.of());
  }

  private static Injected settings(Map<String, String> settings) {
    Features features = PLAIN.features();
    return with(new Features(features.container(), features.init(), features.resources(), features.scraping(),
        new Derived.Known<>(settings)));
  }

  private static Injected resources(String cpu, String memory) {
    Features features = PLAIN.features();
    Resources resources = new Resources(new TreeMap<>(Map.of("cpu", Quantity.parse(cpu).orElseThrow())),
        new TreeMap<>(Map.of("memory", Quantity.parse(memory).orElseThrow())));
    return with(new Features(features.container(), features.init(), new Derived.Known<>(resources),
        features.scraping(), features.settings()));
  }

  private static Injected with(Features features) {
    return new Injected(PLAIN.revision(), PLAIN.image(), PLAIN.gateway(), PLAIN.webhook(), features, PLAIN.source());
  }

  private static String target(Expectation expectation) {
    return Targets.of(expectation, MeshMemory.NOTHING, Set.of());
  }
}
