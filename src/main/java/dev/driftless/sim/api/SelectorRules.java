package dev.driftless.sim.api;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

import java.util.List;

/** What a {@code metav1.LabelSelector} may say. */
final class SelectorRules {

  private SelectorRules() {}

  static void check(JsonNode selector, String field, List<FieldError> errors) {
    MetadataRules.labels(selector.path("matchLabels"), field + ".matchLabels", errors);
    int index = 0;
    for (JsonNode expression : selector.path("matchExpressions")) {
      expression(expression, field + ".matchExpressions[" + index++ + "]", errors);
    }
  }

  private static void expression(JsonNode expression, String field, List<FieldError> errors) {
    String operator = expression.path("operator").asString("");
    JsonNode values = expression.path("values");
    switch (operator) {
      case "In", "NotIn" -> {
        if (values.isEmpty()) {
          errors.add(FieldError.required(field + ".values", "must be specified when `operator` is 'In' or 'NotIn'"));
        }
      }
      case "Exists", "DoesNotExist" -> {
        if (!values.isEmpty()) {
          errors.add(FieldError.forbidden(field + ".values",
              "may not be specified when `operator` is 'Exists' or 'DoesNotExist'"));
        }
      }
      default -> errors.add(FieldError.invalid(field + ".operator",
          JsonNodeFactory.instance.stringNode(operator), "not a valid selector operator"));
    }
    MetadataRules.key(expression.path("key").asString(""), field + ".key", errors);
    for (int i = 0; i < values.size(); i++) {
      String path = field + ".values[" + i + "]";
      JsonNode value = values.path(i);
      MetadataRules.labelMistake(value.asString(""))
          .ifPresent(mistake -> errors.add(FieldError.invalid(path, value, mistake)));
    }
  }
}
