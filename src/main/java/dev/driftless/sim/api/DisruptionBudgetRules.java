package dev.driftless.sim.api;

import tools.jackson.databind.JsonNode;

import java.util.List;

/** What a PodDisruptionBudget may allow, and to which pods. */
final class DisruptionBudgetRules {

  private static final List<String> POLICIES = List.of("AlwaysAllow", "IfHealthyBudget");

  private DisruptionBudgetRules() {}

  static void check(JsonNode spec, List<FieldError> errors) {
    if (spec.has("minAvailable") && spec.has("maxUnavailable")) {
      errors.add(FieldError.invalid("spec", spec, "minAvailable and maxUnavailable cannot be both set"));
    }
    for (String field : List.of("minAvailable", "maxUnavailable")) {
      AmountRules.amount(spec.path(field), "spec." + field, errors);
      AmountRules.notMoreThanAll(spec.path(field), "spec." + field, errors);
    }
    SelectorRules.check(spec.path("selector"), "spec.selector", errors);
    JsonNode policy = spec.path("unhealthyPodEvictionPolicy");
    if (!policy.isMissingNode() && !POLICIES.contains(policy.asString(""))) {
      errors.add(FieldError.unsupported("spec.unhealthyPodEvictionPolicy", policy, POLICIES));
    }
  }
}
