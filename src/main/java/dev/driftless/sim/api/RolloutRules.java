package dev.driftless.sim.api;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;

/** How many pods a workload may have, and how it may replace them. */
final class RolloutRules {

  private static final List<String> OF_DEPLOYMENTS = List.of("Recreate", "RollingUpdate");
  private static final List<String> OF_SETS = List.of("RollingUpdate", "OnDelete");
  private static final String ROLLING = "spec.updateStrategy.rollingUpdate";

  private RolloutRules() {}

  /** @param kind of the workload */
  static void check(String kind, JsonNode spec, List<FieldError> errors) {
    switch (kind) {
      case "Deployment" -> deployment(spec, errors);
      case "StatefulSet" -> statefulSet(spec, errors);
      case "DaemonSet" -> daemonSet(spec, errors);
      case "Job" -> JobRules.check(spec, errors);
      default -> {
        AmountRules.count(spec, "replicas", errors);
        AmountRules.count(spec, "minReadySeconds", errors);
      }
    }
  }

  private static void deployment(JsonNode spec, List<FieldError> errors) {
    AmountRules.count(spec, "replicas", errors);
    JsonNode strategy = spec.path("strategy");
    switch (strategy.path("type").asString("")) {
      case "RollingUpdate" -> rollingDeployment(strategy.path("rollingUpdate"), errors);
      case "Recreate" -> {
        if (strategy.has("rollingUpdate")) {
          errors.add(FieldError.forbidden("spec.strategy.rollingUpdate",
              "may not be specified when strategy `type` is 'Recreate'"));
        }
      }
      default -> errors.add(FieldError.unsupported("spec.strategy", unknown(strategy), OF_DEPLOYMENTS));
    }
    AmountRules.count(spec, "minReadySeconds", errors);
    AmountRules.count(spec, "revisionHistoryLimit", errors);
    AmountRules.count(spec, "progressDeadlineSeconds", errors);
    JsonNode deadline = spec.path("progressDeadlineSeconds");
    if (deadline.asInt(0) <= spec.path("minReadySeconds").asInt(0)) {
      errors.add(FieldError.invalid("spec.progressDeadlineSeconds", deadline, "must be greater than minReadySeconds"));
    }
  }

  private static void rollingDeployment(JsonNode rolling, List<FieldError> errors) {
    String field = "spec.strategy.rollingUpdate.maxUnavailable";
    JsonNode maxUnavailable = rolling.path("maxUnavailable");
    AmountRules.amount(maxUnavailable, field, errors);
    AmountRules.amount(rolling.path("maxSurge"), "spec.strategy.rollingUpdate.maxSurge", errors);
    if (AmountRules.value(maxUnavailable) == 0 && AmountRules.value(rolling.path("maxSurge")) == 0) {
      errors.add(FieldError.invalid(field, maxUnavailable, "may not be 0 when `maxSurge` is 0"));
    }
    AmountRules.notMoreThanAll(maxUnavailable, field, errors);
  }

  private static void statefulSet(JsonNode spec, List<FieldError> errors) {
    JsonNode policy = spec.path("podManagementPolicy");
    if (!List.of("OrderedReady", "Parallel").contains(policy.asString(""))) {
      errors.add(FieldError.invalid("spec.podManagementPolicy", policy, "must be 'OrderedReady' or 'Parallel'"));
    }
    JsonNode strategy = spec.path("updateStrategy");
    JsonNode rolling = strategy.path("rollingUpdate");
    switch (strategy.path("type").asString("")) {
      case "RollingUpdate" -> AmountRules.notNegative(rolling.path("partition"), ROLLING + ".partition", errors);
      case "OnDelete" -> {
        if (!rolling.isMissingNode()) {
          errors.add(FieldError.invalid(ROLLING, rolling, "only allowed for updateStrategy 'RollingUpdate'"));
        }
      }
      default -> errors.add(FieldError.invalid("spec.updateStrategy", unknown(strategy),
          "must be 'RollingUpdate' or 'OnDelete'"));
    }
    AmountRules.count(spec, "replicas", errors);
    AmountRules.count(spec, "minReadySeconds", errors);
    AmountRules.notNegative(spec.path("ordinals").path("start"), "spec.ordinals.start", errors);
  }

  private static void daemonSet(JsonNode spec, List<FieldError> errors) {
    AmountRules.count(spec, "minReadySeconds", errors);
    JsonNode strategy = spec.path("updateStrategy");
    String type = strategy.path("type").asString("");
    if (type.equals("RollingUpdate")) {
      rollingDaemonSet(strategy.path("rollingUpdate"), errors);
    } else if (!OF_SETS.contains(type)) {
      errors.add(FieldError.unsupported("spec.updateStrategy", unknown(strategy), OF_SETS));
    }
    AmountRules.count(spec, "revisionHistoryLimit", errors);
  }

  private static void rollingDaemonSet(JsonNode rolling, List<FieldError> errors) {
    List<String> fields = List.of("maxUnavailable", "maxSurge");
    fields.forEach(field -> AmountRules.amount(rolling.path(field), ROLLING + "." + field, errors));
    fields.forEach(field -> AmountRules.notMoreThanAll(rolling.path(field), ROLLING + "." + field, errors));
    boolean lacks = AmountRules.value(rolling.path("maxUnavailable")) != 0;
    boolean surges = AmountRules.value(rolling.path("maxSurge")) != 0;
    if (lacks && surges) {
      errors.add(FieldError.invalid(ROLLING + ".maxSurge", rolling.path("maxSurge"),
          "may not be set when maxUnavailable is non-zero"));
    } else if (!lacks && !surges) {
      errors.add(FieldError.required(ROLLING + ".maxUnavailable", "cannot be 0 when maxSurge is 0"));
    }
  }

  /** As the real one prints a strategy that it does not know. */
  private static ObjectNode unknown(JsonNode strategy) {
    ObjectNode found = Canonical.empty();
    found.set("Type", strategy.path("type"));
    return found.putNull("RollingUpdate");
  }
}
