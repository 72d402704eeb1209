package dev.driftless.core.plan;

import dev.driftless.core.inventory.Inventory;
import dev.driftless.core.inventory.Workload;
import dev.driftless.core.model.BudgetFacts;
import dev.driftless.core.model.PodFacts;
import dev.driftless.core.model.WorkloadFacts;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Holds rollouts to PodDisruptionBudgets, which Kubernetes itself does not: "workload resources are not limited by PDBs
 * when doing rolling upgrades" (kubernetes.io, Disruptions).
 */
final class BudgetGuard {

  private BudgetGuard() {}

  static Optional<Deferral> check(Candidate candidate, Inventory inventory, List<InFlight> inFlight) {
    Collection<BudgetFacts> budgets = inventory.budgets(candidate.ref().namespace());
    if (budgets.isEmpty()) {
      return Optional.empty();
    }
    List<BudgetFacts> covering = budgets.stream()
        .filter(budget -> covers(budget, candidate.workload(), candidate.facts())).toList();
    if (candidate.facts().strategy().byEviction() && covering.size() > 1) {
      return Optional.of(Deferral.of(DeferReason.PDB_NEVER_ALLOWS, "no pod can be evicted that has more than one"
          + " PodDisruptionBudget: " + covering.get(0).name() + " and " + covering.get(1).name()));
    }
    return covering.stream().flatMap(budget -> check(budget, candidate, inFlight).stream()).findFirst();
  }

  private static Optional<Deferral> check(BudgetFacts budget, Candidate candidate, List<InFlight> inFlight) {
    if (budget.neverAllows()) {
      return Optional.of(Deferral.of(DeferReason.PDB_NEVER_ALLOWS,
          "PodDisruptionBudget " + budget.name() + " can never allow a disruption"));
    }
    int others = inFlight.stream()
        .filter(other -> !other.ref().equals(candidate.ref()))
        .filter(other -> other.ref().namespace().equals(budget.namespace()))
        .filter(other -> budget.selector().matches(other.labels()))
        .mapToInt(InFlight::takesDown).sum();
    int wanted = wanted(candidate);
    return wanted + others <= budget.disruptionsAllowed() || wanted == 0 ? Optional.empty()
        : Optional.of(Deferral.of(DeferReason.PDB_BLOCKS, "PodDisruptionBudget " + budget.name() + " allows "
            + budget.disruptionsAllowed() + " disruptions, the rollout could take down " + wanted
            + (others == 0 ? "" : " and others in flight " + others)));
  }

  /** Pods that are down already are part of what the strategy may take down; the budget has counted them. */
  private static int wanted(Candidate candidate) {
    WorkloadFacts facts = candidate.facts();
    int most = facts.strategy().maxUnavailable();
    int down = candidate.past().unhealthyByUs() ? facts.replicas().desired() - facts.replicas().available() : 0;
    return Math.max(0, most - Math.max(0, down));
  }

  private static boolean covers(BudgetFacts budget, Workload workload, WorkloadFacts facts) {
    if (budget.selector().matches(facts.template().labels())) {
      return true;
    }
    for (PodFacts pod : workload.pods()) {
      if (budget.selector().matches(pod.shape().labels())) {
        return true;
      }
    }
    return false;
  }
}
