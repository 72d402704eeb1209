package dev.driftless.edge.kube.projection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftless.core.model.BudgetFacts;
import dev.driftless.core.model.LabelSelector;
import dev.driftless.core.model.NamespaceFacts;
import dev.driftless.edge.kube.lean.LeanBudget;
import dev.driftless.edge.kube.lean.LeanNamespace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;
import java.util.Map;

class BudgetAndNamespaceProjectorTest {

  @Test
  void a_budget_allows_what_its_status_says() {
    BudgetFacts facts = budget("{minAvailable: 2, selector: {matchLabels: {app: cart}}}",
        "{observedGeneration: 3, disruptionsAllowed: 1, desiredHealthy: 2, expectedPods: 3}");

    assertThat(facts).isEqualTo(
        new BudgetFacts("shop", "cart", new LabelSelector(Map.of("app", "cart"), List.of()), 1, false));
  }

  @Test
  void a_status_behind_the_specification_allows_nothing() {
    BudgetFacts facts = budget("{maxUnavailable: 1, selector: {}}",
        "{observedGeneration: 2, disruptionsAllowed: 1, desiredHealthy: 3, expectedPods: 3}");

    assertThat(facts).isEqualTo(new BudgetFacts("shop", "cart", LabelSelector.EVERYTHING, 0, false));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "{maxUnavailable: 0}    | {observedGeneration: 3, desiredHealthy: 0, expectedPods: 0}",
      "{maxUnavailable: 0%}   | {observedGeneration: 3, desiredHealthy: 0, expectedPods: 0}",
      "{minAvailable: 100%}   | {observedGeneration: 3, desiredHealthy: 0, expectedPods: 0}",
      "{minAvailable: 3}      | {observedGeneration: 3, desiredHealthy: 3, expectedPods: 3}",
      "{minAvailable: 90%}    | {observedGeneration: 3, desiredHealthy: 3, expectedPods: 3}"})
  void a_budget_that_needs_all_pods_never_allows_any(String spec, String status) {
    assertThat(budget(spec, status).neverAllows()).isTrue();
  }

  @Test
  void a_budget_without_pods_may_allow_some_later() {
    assertThat(budget("{minAvailable: 1}", "{observedGeneration: 3, desiredHealthy: 1, expectedPods: 0}")
        .neverAllows()).isFalse();
  }

  @Test
  void an_absent_selector_selects_nothing_and_an_empty_one_everything() {
    assertThat(budget("{minAvailable: 1}", "{}").selector().matches(Map.of("app", "cart"))).isFalse();
    assertThat(budget("{selector: {}}", "{}").selector().matches(Map.of("app", "cart"))).isTrue();
  }

  @Test
  void a_namespace_keeps_all_labels_and_our_annotations() {
    assertThat(namespace("annotations: {driftless.dev/pause: 'true', kubectl.kubernetes.io/x: y}", "Active"))
        .isEqualTo(new NamespaceFacts("shop", Map.of("istio-injection", "enabled"),
            Map.of("driftless.dev/pause", "true"), false));
  }

  @Test
  void a_namespace_that_is_being_deleted_is_terminating() {
    assertThat(namespace("deletionTimestamp: 2026-11-02T08:00:00Z", "Active").terminating()).isTrue();
    assertThat(namespace("annotations: {}", "Terminating").terminating()).isTrue();
  }

  private static BudgetFacts budget(String spec, String status) {
    return (BudgetFacts) BudgetProjector.project(Objects.object(LeanBudget.class, """
        apiVersion: policy/v1
        kind: PodDisruptionBudget
        metadata: {name: cart, namespace: shop, generation: 3}
        spec: %s
        status: %s""".formatted(spec, status))).orElseThrow();
  }

  private static NamespaceFacts namespace(String metadata, String phase) {
    return (NamespaceFacts) NamespaceProjector.project(Objects.object(LeanNamespace.class, """
        apiVersion: v1
        kind: Namespace
        metadata:
          name: shop
          labels: {istio-injection: enabled}
          %s
        status: {phase: %s}""".formatted(metadata, phase))).orElseThrow();
  }
}
