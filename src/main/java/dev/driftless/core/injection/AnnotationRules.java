package dev.driftless.core.injection;

import dev.driftless.core.model.Quantity;
import dev.driftless.core.model.TemplateFacts;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Annotations for whose value istiod denies the pod, of those that decide what a sidecar is (istio/istio, {@code
 * pkg/kube/inject/validate.go}). A restart towards such a template would leave it without new pods.
 */
final class AnnotationRules {

  private static final Set<String> MODES = Set.of("REDIRECT", "TPROXY", "NONE");

  private record Rule(Predicate<String> accepts, String allowed) {}

  private static final Rule QUANTITY =
      new Rule(value -> Quantity.parse(value).isPresent(), "a quantity, as 100m or 128Mi");

  private static final Map<String, Rule> RULES = new TreeMap<>(Map.of(
      IstioKeys.PROXY_CPU, QUANTITY, IstioKeys.PROXY_MEMORY, QUANTITY,
      IstioKeys.PROXY_CPU_LIMIT, QUANTITY, IstioKeys.PROXY_MEMORY_LIMIT, QUANTITY,
      IstioKeys.INTERCEPTION_MODE, new Rule(MODES::contains, "REDIRECT, TPROXY, NONE"),
      IstioKeys.MERGE_METRICS, new Rule(value -> GoBoolean.parse(value).isPresent(), "true, false")));

  private AnnotationRules() {}

  /** @return the first that istiod refuses, with its value and what is allowed */
  static Optional<String> problem(TemplateFacts template) {
    Map<String, String> annotations = template.annotations();
    return RULES.entrySet().stream()
        .filter(rule -> annotations.containsKey(rule.getKey())
            && !rule.getValue().accepts().test(annotations.get(rule.getKey())))
        .map(rule -> "annotation " + rule.getKey() + "='" + annotations.get(rule.getKey())
            + "' of the template: istiod denies such a pod; allowed: " + rule.getValue().allowed())
        .findFirst();
  }
}
