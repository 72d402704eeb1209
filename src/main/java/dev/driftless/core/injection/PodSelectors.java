package dev.driftless.core.injection;

import dev.driftless.core.model.LabelSelector;
import dev.driftless.core.model.LabelSelector.Operator;
import dev.driftless.core.model.LabelSelector.Requirement;
import dev.driftless.core.model.Tree;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** {@code neverInjectSelector} and {@code alwaysInjectSelector} of an injector's configuration. */
final class PodSelectors {

  private PodSelectors() {}

  /** Whether any of the selectors matches. istiod skips empty and invalid ones ({@code pkg/kube/inject/inject.go}). */
  static boolean anyMatches(Tree selectors, Map<String, String> labels) {
    return selectors.items().stream().map(PodSelectors::read).flatMap(Optional::stream)
        .anyMatch(selector -> !selector.isEmpty() && selector.matches(labels));
  }

  private static Optional<LabelSelector> read(Tree selector) {
    Map<String, String> matchLabels = selector.at("matchLabels").entries().entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().text().orElse("")));
    List<Tree> expressions = selector.at("matchExpressions").items();
    List<Requirement> requirements =
        expressions.stream().map(PodSelectors::requirement).flatMap(Optional::stream).toList();
    return requirements.size() == expressions.size()
        ? Optional.of(new LabelSelector(matchLabels, requirements))
        : Optional.empty();
  }

  private static Optional<Requirement> requirement(Tree expression) {
    List<String> values = expression.at("values").items().stream().map(Tree::text).flatMap(Optional::stream).toList();
    return expression.at("key").text().flatMap(key ->
        operator(expression.at("operator").text().orElse(""), values.isEmpty())
            .map(operator -> new Requirement(key, operator, values)));
  }

  /** Kubernetes demands values for two of the operators and forbids them for the others. */
  private static Optional<Operator> operator(String name, boolean noValues) {
    return switch (name) {
      case "In" -> noValues ? Optional.empty() : Optional.of(Operator.IN);
      case "NotIn" -> noValues ? Optional.empty() : Optional.of(Operator.NOT_IN);
      case "Exists" -> noValues ? Optional.of(Operator.EXISTS) : Optional.empty();
      case "DoesNotExist" -> noValues ? Optional.of(Operator.DOES_NOT_EXIST) : Optional.empty();
      default -> Optional.empty();
    };
  }
}
