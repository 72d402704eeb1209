package dev.driftless.sim.api;

import dev.driftless.sim.store.ResourceType;
import dev.driftless.sim.store.ResourceTypes;
import tools.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.List;

/** Refuses what is not a valid object; objects are complete and defaulted before. */
final class Validation {

  private static final List<String> RESTART_POLICIES = List.of("Always", "OnFailure", "Never");
  private static final int TIMES_THAT_THE_REAL_ONE_SAYS_IT = 2;

  private Validation() {}

  static void check(ResourceType type, ObjectNode object) throws ApiException {
    List<FieldError> errors = errors(type, object);
    refuse(type, object, errors);
  }

  static void checkChange(ResourceType type, ObjectNode before, ObjectNode after) throws ApiException {
    List<FieldError> errors = new ArrayList<>();
    for (int i = 0; i < TIMES_THAT_THE_REAL_ONE_SAYS_IT; i++) {
      for (String field : List.of("uid", "deletionTimestamp", "deletionGracePeriodSeconds")) {
        WorkloadRules.immutable("metadata." + field, before.path("metadata").path(field),
            after.path("metadata").path(field), errors);
      }
    }
    errors.addAll(errors(type, after));
    if (WorkloadDefaults.covers(type)) {
      WorkloadRules.checkChange(type, before, after, errors);
    } else if (type.equals(ResourceTypes.PODS)
        && before.get("spec") instanceof ObjectNode was && after.get("spec") instanceof ObjectNode is) {
      PodRules.checkChange(was, is, errors);
    } else if (type.equals(ResourceTypes.CONFIG_MAPS) && before.path("immutable").asBoolean(false)) {
      ConfigMapRules.checkChange(before, after, errors);
    } else if (type.equals(ResourceTypes.CONTROLLER_REVISIONS)) {
      WorkloadRules.immutable("data", before.path("data"), after.path("data"), errors);
    }
    refuse(type, after, errors);
  }

  private static List<FieldError> errors(ResourceType type, ObjectNode object) {
    List<FieldError> errors = new ArrayList<>();
    MetadataRules.check(type, object, errors);
    if (WorkloadDefaults.covers(type)) {
      WorkloadRules.check(type, object, errors);
    } else if (type.equals(ResourceTypes.PODS)) {
      PodRules.check(object.path("spec"), "spec", RESTART_POLICIES, errors);
    } else if (type.equals(ResourceTypes.POD_DISRUPTION_BUDGETS)) {
      DisruptionBudgetRules.check(object.path("spec"), errors);
    } else if (type.equals(ResourceTypes.HORIZONTAL_POD_AUTOSCALERS)) {
      AutoscalerRules.check(object.path("spec"), errors);
    } else if (type.equals(ResourceTypes.LIMIT_RANGES) && !object.path("spec").path("limits").isEmpty()) {
      errors.add(FieldError.forbidden("spec", "this simulated API server does not enforce limit ranges"));
    } else if (type.equals(ResourceTypes.LEASES)) {
      LeaseRules.check(object.path("spec"), errors);
    } else if (type.equals(ResourceTypes.CONFIG_MAPS)) {
      ConfigMapRules.check(object, errors);
    } else if (type.equals(ResourceTypes.SERVICES) && object.path("spec").path("ports").isEmpty()
        && !object.path("spec").path("clusterIP").asString("").equals("None")) {
      errors.add(FieldError.required("spec.ports"));
    }
    return errors;
  }

  private static void refuse(ResourceType type, ObjectNode object, List<FieldError> errors) throws ApiException {
    if (!errors.isEmpty()) {
      throw Refusals.invalid(type.group(), type.kind(), Metadata.name(object), errors);
    }
  }
}
