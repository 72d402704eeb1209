package dev.driftless.sim.api;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

import java.util.List;

/** What a HorizontalPodAutoscaler must say. */
final class AutoscalerRules {

  private static final List<String> TARGETS = List.of("Utilization", "Value", "AverageValue");

  private AutoscalerRules() {}

  static void check(JsonNode spec, List<FieldError> errors) {
    JsonNode least = spec.path("minReplicas");
    JsonNode most = spec.path("maxReplicas");
    if (least.asInt(1) < 1) {
      errors.add(FieldError.invalid("spec.minReplicas", least, "must be greater than or equal to 1"));
    }
    if (most.asInt(0) == 0) {
      errors.add(FieldError.required("spec.maxReplicas", "must be set and greater than 0"));
    } else if (most.asInt(0) < 0) {
      errors.add(FieldError.invalid("spec.maxReplicas", most, "must be greater than or equal to 1"));
    }
    if (most.asInt(0) < least.asInt(1)) {
      errors.add(FieldError.invalid("spec.maxReplicas", JsonNodeFactory.instance.numberNode(most.asInt(0)),
          "must be greater than or equal to `minReplicas`"));
    }
    for (String field : List.of("kind", "name")) {
      if (spec.path("scaleTargetRef").path(field).asString("").isEmpty()) {
        errors.add(FieldError.required("spec.scaleTargetRef." + field));
      }
    }
    for (int i = 0; i < spec.path("metrics").size(); i++) {
      metric(spec.path("metrics").get(i), "spec.metrics[" + i + "]", errors);
    }
    if (spec.has("behavior")) {
      errors.add(FieldError.forbidden("spec.behavior",
          "this simulated API server knows the behavior only that is the default"));
    }
  }

  private static void metric(JsonNode metric, String field, List<FieldError> errors) {
    if (!metric.path("type").asString("").equals("Resource")) {
      errors.add(FieldError.forbidden(field + ".type",
          "this simulated API server knows metrics of type Resource only"));
      return;
    }
    if (metric.path("resource").path("name").asString("").isEmpty()) {
      errors.add(FieldError.required(field + ".resource.name", "must specify a resource name"));
    }
    target(metric.path("resource").path("target"), field + ".resource.target", errors);
  }

  private static void target(JsonNode target, String field, List<FieldError> errors) {
    JsonNode type = target.path("type");
    if (type.asString("").isEmpty()) {
      errors.add(FieldError.required(field + ".type", "must specify a metric target type"));
    }
    if (!TARGETS.contains(type.asString(""))) {
      errors.add(FieldError.invalid(field + ".type", JsonNodeFactory.instance.stringNode(type.asString("")),
          "must be either Utilization, Value, or AverageValue"));
    }
    JsonNode utilization = target.path("averageUtilization");
    if (utilization.asInt(1) < 1) {
      errors.add(FieldError.invalid(field + ".averageUtilization", utilization, "must be greater than 0"));
    }
    if (utilization.isMissingNode() && !target.has("averageValue")) {
      errors.add(FieldError.required(field + ".averageUtilization",
          "must set either a target raw value or a target utilization"));
    } else if (!utilization.isMissingNode() && target.has("averageValue")) {
      errors.add(FieldError.forbidden(field + ".averageValue",
          "may not set both a target raw value and a target utilization"));
    }
  }
}
