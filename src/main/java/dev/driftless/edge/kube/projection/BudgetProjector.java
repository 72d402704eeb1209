package dev.driftless.edge.kube.projection;

import dev.driftless.core.model.BudgetFacts;
import dev.driftless.core.model.Facts;
import dev.driftless.edge.kube.lean.LeanBudget;

import java.util.Optional;
import java.util.Set;

/** PodDisruptionBudgets. */
final class BudgetProjector {

  private static final Set<String> NONE = Set.of("0", "0%");

  private BudgetProjector() {}

  static Optional<Facts> project(LeanBudget object) {
    LeanBudget.Spec spec = object.getSpec();
    LeanBudget.Status status = object.getStatus();
    boolean observed = status.observedGeneration() >= object.generation();
    boolean allHealthyNeeded = observed && status.expectedPods() > 0
        && status.desiredHealthy() >= status.expectedPods();
    boolean neverAllows = spec.maxUnavailable().filter(NONE::contains).isPresent()
        || spec.minAvailable().filter("100%"::equals).isPresent() || allHealthyNeeded;
    return Optional.of(new BudgetFacts(object.namespace(), object.name(),
        spec.selector().map(Selectors::of).orElse(Selectors.NONE),
        observed ? status.disruptionsAllowed() : 0, neverAllows));
  }
}
