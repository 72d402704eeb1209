package dev.driftless.sim.http;

import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.List;

/** The table of HorizontalPodAutoscalers. */
final class AutoscalerColumns {

  private static final String UNKNOWN = "<unknown>";

  private AutoscalerColumns() {}

  static List<Column> all() {
    return Column.list(Column.NAME,
        Column.text("Reference", autoscaler -> text(autoscaler.path("spec").path("scaleTargetRef"), "kind") + "/"
            + text(autoscaler.path("spec").path("scaleTargetRef"), "name")),
        Column.text("Targets", AutoscalerColumns::targets),
        Column.text("MinPods", autoscaler -> autoscaler.path("spec").path("minReplicas").asString("<unset>")),
        Column.number("MaxPods", "spec", "maxReplicas"), Column.number("Replicas", "status", "currentReplicas"),
        Column.AGE);
  }

  private static String targets(JsonNode autoscaler) {
    List<String> targets = new ArrayList<>();
    JsonNode metrics = autoscaler.path("spec").path("metrics");
    for (int i = 0; i < metrics.size(); i++) {
      targets.add(target(metrics.get(i), autoscaler.path("status").path("currentMetrics").path(i)));
    }
    return targets.isEmpty() ? Column.NONE : String.join(", ", targets);
  }

  private static String target(JsonNode metric, JsonNode status) {
    if (!text(metric, "type").equals("Resource")) {
      return UNKNOWN;
    }
    JsonNode target = metric.path("resource").path("target");
    JsonNode current = status.path("resource").path("current");
    boolean raw = target.has("averageValue");
    String field = raw ? "averageValue" : "averageUtilization";
    String unit = raw ? "" : "%";
    return text(metric.path("resource"), "name") + ": "
        + (current.has(field) ? current.path(field).asString("") + unit : UNKNOWN) + "/"
        + target.path(field).asString("") + unit;
  }

  private static String text(JsonNode object, String field) {
    return object.path(field).asString("");
  }
}
