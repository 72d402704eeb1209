package dev.driftless.core.injection;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Map;

class AnnotationRulesTest {

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      sidecar.istio.io/proxyCPU            | 100m
      sidecar.istio.io/proxyMemoryLimit    | 1.5Gi
      sidecar.istio.io/interceptionMode    | TPROXY
      sidecar.istio.io/interceptionMode    | NONE
      prometheus.istio.io/merge-metrics    | F
      sidecar.istio.io/nativeSidecar       | anything
      """)
  void what_istiod_accepts_is_no_problem(String name, String value) {
    assertThat(AnnotationRules.problem(Templates.annotated(Map.of(name, value)))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      sidecar.istio.io/proxyCPU            | 0.1 cores | a quantity, as 100m or 128Mi
      sidecar.istio.io/proxyMemory         | ''        | a quantity, as 100m or 128Mi
      sidecar.istio.io/proxyCPULimit       | one       | a quantity, as 100m or 128Mi
      sidecar.istio.io/proxyMemoryLimit    | 1GB       | a quantity, as 100m or 128Mi
      sidecar.istio.io/interceptionMode    | none      | REDIRECT, TPROXY, NONE
      prometheus.istio.io/merge-metrics    | no        | true, false
      """)
  void what_istiod_refuses_is_named_with_what_is_allowed(String name, String value, String allowed) {
    assertThat(AnnotationRules.problem(Templates.annotated(Map.of(name, value))))
        .contains("annotation " + name + "='" + value + "' of the template: istiod denies such a pod; allowed: "
            + allowed);
  }

  @Test
  void the_first_by_name_is_told() {
    assertThat(AnnotationRules.problem(Templates.annotated(
        Map.of("sidecar.istio.io/proxyMemory", "x", "prometheus.istio.io/merge-metrics", "y"))))
        .hasValueSatisfying(problem -> assertThat(problem).startsWith("annotation prometheus.istio.io/merge-metrics"));
  }
}
