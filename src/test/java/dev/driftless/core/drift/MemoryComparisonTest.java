package dev.driftless.core.drift;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftless.core.injection.Proxies;
import dev.driftless.core.model.PodFacts;
import dev.driftless.core.model.PodPhase;
import dev.driftless.core.model.PodShape;
import dev.driftless.core.model.PodState;
import dev.driftless.core.model.Proxy;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

class MemoryComparisonTest {

  private static final String IMAGE = "docker.io/istio/proxyv2:1.32.0";
  private static final Instant START = Instant.parse("2026-11-01T08:00:00Z");
  private static final MeshMemory CHANGED = MeshMemory.NOTHING
      .witness(List.of(Yaml.mesh("trustDomain: first")), START).confirmed(START.plusSeconds(10))
      .witness(List.of(Yaml.mesh("{trustDomain: second, defaultConfig: {proxyStatsMatcher: {a: [b]}}}")),
          START.plusSeconds(20));

  @Test
  void pods_of_before_the_change_are_counted_and_the_settings_named() {
    assertThat(drifts(CHANGED, pod(1, shown("default")), pod(5, shown("default")), pod(25, shown("default"))))
        .isEqualTo(Map.of(new Drift(DriftReason.CONFIG_FINGERPRINT, "istio-proxy",
            "trustDomain as seen from 2026-11-01T08:00:00Z", "trustDomain as seen from 2026-11-01T08:00:20Z", 1), 2));
  }

  @Test
  void a_pod_that_does_not_show_what_it_was_told_is_held_against_all_settings() {
    assertThat(drifts(CHANGED, pod(1, hidden())).keySet()).extracting(Drift::expected)
        .containsExactly("trustDomain, defaultConfig.proxyStatsMatcher as seen from 2026-11-01T08:00:20Z");
  }

  @Test
  void a_pod_older_than_what_we_know_is_not_drifted_and_neither_is_one_from_a_gap() {
    assertThat(drifts(CHANGED, pod(-1, shown("default")), pod(15, shown("default")))).isEmpty();
  }

  @Test
  void pods_of_another_revision_and_those_without_proxy_are_none_of_it() {
    assertThat(drifts(CHANGED, pod(1, shown("canary")), pod(1, Optional.empty()))).isEmpty();
    assertThat(drifts(CHANGED, pod(1, shown("")))).hasSize(1);
  }

  @Test
  void without_a_change_there_is_nothing_to_tell() {
    MeshMemory one = MeshMemory.NOTHING.witness(List.of(Yaml.mesh("trustDomain: a")), START);

    assertThat(drifts(one, pod(-1, shown("default")))).isEmpty();
    assertThat(drifts(MeshMemory.NOTHING, pod(1, shown("default")))).isEmpty();
  }

  @Test
  void a_change_that_was_taken_back_is_none() {
    MeshMemory back = CHANGED.confirmed(START.plusSeconds(30))
        .witness(List.of(Yaml.mesh("trustDomain: first")), START.plusSeconds(40));

    assertThat(drifts(back, pod(1, shown("default")))).isEmpty();
    assertThat(drifts(back, pod(25, shown("default")))).hasSize(1);
  }

  private static Optional<Proxy> shown(String revision) {
    return Optional.of(Proxies.plain(IMAGE, revision));
  }

  private static Optional<Proxy> hidden() {
    return shown("default").map(proxy -> new Proxy(proxy.container(), proxy.image(), proxy.revision(), proxy.init(),
        proxy.resources(), proxy.scraping(), Optional.empty()));
  }

  private static PodFacts pod(long createdAt, Optional<Proxy> proxy) {
    return new PodFacts("shop", "cart", "u", "1", START.plusSeconds(createdAt), Optional.empty(),
        new PodShape(Map.of(), proxy, "", Optional.empty(), Map.of()),
        new PodState(PodPhase.RUNNING, Optional.empty(), false, Optional.empty()));
  }

  private static Map<Drift, Integer> drifts(MeshMemory memory, PodFacts... pods) {
    return MemoryComparison.drifts(List.of(pods), "default", memory);
  }
}
