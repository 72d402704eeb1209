package dev.driftless.core.drift;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftless.core.injection.Expectation;
import dev.driftless.core.injection.Proxies;
import dev.driftless.core.injection.SkipReason;
import dev.driftless.core.model.UnknownReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

class PodComparisonTest {

  private static final String EXPECTED = "docker.io/istio/proxyv2:1.32.0";
  private static final Expectation INJECTED = Proxies.expected(EXPECTED, false, "w");

  @ParameterizedTest
  @CsvSource(textBlock = """
      istio/proxyv2:1.32.0,             default,  '',                    ''
      istio/proxyv2:1.32.0,             '',       '',                    ''
      istio/proxyv2:1.31.2,             default,  IMAGE,                 ''
      istio/proxyv2:1.32.0-distroless,  default,  IMAGE,                 ''
      istio/proxyv2:1.32.0,             canary,   WRONG_REVISION,        ''
      istio/proxyv2:1.31.2,             canary,   WRONG_REVISION IMAGE,  ''
      mirror.io/i/proxyv2:1.32.0,       default,  '',                    IMAGE_REWRITTEN
      istio/proxyv2:1.32.0@sha256:a,    default,  '',                    IMAGE_REWRITTEN
      istio/proxyv2:latest,             default,  '',                    IMAGE_NOT_COMPARABLE
      mirror.io/i/proxyv2:1.32.0,       canary,   WRONG_REVISION,        ''
      istio/proxyv2:latest,             canary,   WRONG_REVISION,        ''
      """)
  void a_proxy_is_held_against_the_one_that_is_injected(String image, String revision, String drifts, String unknown) {
    PodComparison comparison = PodComparison.of(Subjects.proxy(image, revision), INJECTED);

    assertThat(reasons(comparison)).isEqualTo(drifts);
    assertThat(comparison.unknown(Set.of()).map(found -> found.reason().name()).orElse("")).isEqualTo(unknown);
  }

  @Test
  void a_pod_without_the_sidecar_that_it_would_get_misses_it() {
    assertThat(PodComparison.of(Optional.empty(), INJECTED)).isEqualTo(new PodComparison(
        List.of(new Drift(DriftReason.MISSING_SIDECAR, "istio-proxy", "none", EXPECTED, 1)), Optional.empty(),
        Map.of()));
  }

  @Test
  void a_pod_without_sidecar_that_would_get_none_is_in_sync() {
    assertThat(PodComparison.of(Optional.empty(), notInjected(SkipReason.OPTED_OUT)))
        .isEqualTo(new PodComparison(List.of(), Optional.empty(), Map.of()));
  }

  @Test
  void a_sidecar_that_would_not_be_injected_is_unwanted() {
    assertThat(PodComparison.of(Subjects.proxy("1.31.2"), notInjected(SkipReason.OPTED_OUT)))
        .isEqualTo(new PodComparison(List.of(new Drift(DriftReason.UNWANTED_SIDECAR, "istio-proxy",
            "docker.io/istio/proxyv2:1.31.2", "none", 1)), Optional.empty(), Map.of()));
  }

  @Test
  void a_sidecar_of_a_revision_that_nobody_serves_any_more_is_not_unwanted() {
    assertThat(PodComparison.of(Subjects.proxy("1.31.2"), notInjected(SkipReason.DANGLING_REVISION)))
        .isEqualTo(new PodComparison(List.of(new Drift(DriftReason.DANGLING_REVISION, "istio-proxy",
            "docker.io/istio/proxyv2:1.31.2", "why", 1)), Optional.empty(), Map.of()));
  }

  @Test
  void what_would_be_injected_is_unknown_and_so_is_the_pod() {
    Expectation undecidable = new Expectation.Undecidable(UnknownReason.WEBHOOK_CONFLICT, "why");

    assertThat(PodComparison.of(Subjects.proxy("1.31.2"), undecidable)).isEqualTo(new PodComparison(List.of(),
        Optional.of(new Verdict.Unknown(UnknownReason.WEBHOOK_CONFLICT, "why")), Map.of()));
  }

  private static Expectation notInjected(SkipReason reason) {
    return new Expectation.NotInjected(reason, "why");
  }

  private static String reasons(PodComparison comparison) {
    return comparison.drifts().stream().map(drift -> drift.reason().name()).collect(Collectors.joining(" "));
  }
}
