package dev.driftless.sim.api;

import tools.jackson.databind.JsonNode;

import java.util.List;

/** What numbers a Lease may have. */
final class LeaseRules {

  private LeaseRules() {}

  static void check(JsonNode spec, List<FieldError> errors) {
    JsonNode duration = spec.path("leaseDurationSeconds");
    if (!duration.isMissingNode() && duration.asInt(0) <= 0) {
      errors.add(FieldError.invalid("spec.leaseDurationSeconds", duration, "must be greater than 0"));
    }
    AmountRules.count(spec, "leaseTransitions", errors);
  }
}
