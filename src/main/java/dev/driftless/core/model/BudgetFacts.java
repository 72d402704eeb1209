package dev.driftless.core.model;

/**
 * A PodDisruptionBudget.
 *
 * @param disruptionsAllowed pods that may go now; 0 if the status is behind the specification
 * @param neverAllows        whether no disruption is possible however healthy the pods are: {@code maxUnavailable} 0,
 *                           or {@code minAvailable} not below the number of pods
 */
public record BudgetFacts(String namespace, String name, LabelSelector selector, int disruptionsAllowed,
    boolean neverAllows) implements Facts {}
