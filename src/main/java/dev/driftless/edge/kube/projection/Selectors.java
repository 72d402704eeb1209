package dev.driftless.edge.kube.projection;

import dev.driftless.core.model.LabelSelector;
import dev.driftless.core.model.LabelSelector.Operator;
import dev.driftless.core.model.LabelSelector.Requirement;
import dev.driftless.edge.kube.lean.LeanSelector;

import java.util.List;
import java.util.Map;

/** Reads label selectors. */
final class Selectors {

  /** What an absent selector of a PodDisruptionBudget means (policy/v1). */
  static final LabelSelector NONE = new LabelSelector(Map.of(), List.of(new Requirement("", Operator.IN, List.of())));

  private Selectors() {}

  static LabelSelector of(LeanSelector selector) {
    List<Requirement> requirements = selector.matchExpressions().stream()
        .map(expression -> new Requirement(expression.key(), operator(expression.operator()), expression.values()))
        .toList();
    return new LabelSelector(Map.copyOf(selector.matchLabels()), requirements);
  }

  private static Operator operator(String name) {
    return switch (name) {
      case "In" -> Operator.IN;
      case "NotIn" -> Operator.NOT_IN;
      case "Exists" -> Operator.EXISTS;
      case "DoesNotExist" -> Operator.DOES_NOT_EXIST;
      default -> throw new IllegalArgumentException(
          "operator of a label selector: '" + name + "'; allowed are In, NotIn, Exists, DoesNotExist");
    };
  }
}
