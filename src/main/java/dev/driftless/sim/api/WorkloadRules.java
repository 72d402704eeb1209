package dev.driftless.sim.api;

import dev.driftless.sim.store.ResourceType;
import dev.driftless.sim.store.ResourceTypes;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;
import java.util.Map;

/** What the owners of pods must say, and what of it may change later. */
final class WorkloadRules {

  private static final String STATEFUL_SET_CHANGES = "updates to statefulset spec for fields other than 'replicas',"
      + " 'ordinals', 'template', 'updateStrategy', 'revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy' and"
      + " 'minReadySeconds' are forbidden";
  private static final List<String> STATEFUL_SET_FIELDS = List.of("replicas", "ordinals", "template", "updateStrategy",
      "revisionHistoryLimit", "persistentVolumeClaimRetentionPolicy", "minReadySeconds");
  private static final List<String> ALWAYS = List.of("Always");
  private static final List<String> NOT_ALWAYS = List.of("OnFailure", "Never");
  private static final Map<String, List<String>> STRATEGIES = Map.of("Deployment", List.of("Recreate", "RollingUpdate"),
      "StatefulSet", List.of("RollingUpdate", "OnDelete"), "DaemonSet", List.of("RollingUpdate", "OnDelete"));

  private static final Map<String, String> EMPTY_SELECTOR =
      Map.of("StatefulSet", "statefulset", "DaemonSet", "daemonset");

  private WorkloadRules() {}

  static void check(ResourceType type, ObjectNode object, List<FieldError> errors) {
    JsonNode spec = object.path("spec");
    JsonNode labels = spec.path("template").path("metadata").path("labels");
    if (!type.equals(ResourceTypes.JOBS)) {
      selector(type, spec, labels, errors);
    }
    MetadataRules.labels(labels, "spec.template.metadata.labels", errors);
    if (!type.equals(ResourceTypes.DAEMON_SETS)) {
      count(spec, "replicas", errors);
    }
    count(spec, "minReadySeconds", errors);
    strategy(type, spec, errors);
    PodRules.check(spec.path("template").path("spec"), "spec.template.spec",
        type.equals(ResourceTypes.JOBS) ? NOT_ALWAYS : ALWAYS, errors);
  }

  private static void selector(ResourceType type, JsonNode spec, JsonNode labels, List<FieldError> errors) {
    JsonNode selector = spec.path("selector");
    if (selector.isMissingNode()) {
      errors.add(FieldError.required("spec.selector"));
    } else if (selector.isEmpty()) {
      errors.add(FieldError.invalid("spec.selector", selector,
          "empty selector is invalid for " + EMPTY_SELECTOR.getOrDefault(type.kind(), "deployment")));
    }
    boolean matches = type.equals(ResourceTypes.REPLICATION_CONTROLLERS)
        ? Selector.ofLabels(selector).matches(labels) : Selector.ofObject(selector).matches(labels);
    if (selector.isMissingNode() || !matches) {
      errors.add(FieldError.invalid("spec.template.metadata.labels", labels,
          "`selector` does not match template `labels`"));
    }
  }

  private static void count(JsonNode spec, String field, List<FieldError> errors) {
    if (spec.path(field).asInt(0) < 0) {
      errors.add(FieldError.invalid("spec." + field, spec.path(field), "must be greater than or equal to 0"));
    }
  }

  private static void strategy(ResourceType type, JsonNode spec, List<FieldError> errors) {
    List<String> known = STRATEGIES.get(type.kind());
    String field = type.equals(ResourceTypes.DEPLOYMENTS) ? "strategy" : "updateStrategy";
    if (known == null) {
      return;
    }
    JsonNode strategy = spec.path(field);
    JsonNode kind = strategy.path("type");
    if (!known.contains(kind.asString(""))) {
      ObjectNode found = Canonical.empty();
      found.set("Type", kind);
      found.putNull("RollingUpdate");
      errors.add(type.equals(ResourceTypes.STATEFUL_SETS)
          ? FieldError.invalid("spec." + field, found, "must be 'RollingUpdate' or 'OnDelete'")
          : FieldError.unsupported("spec." + field, found, known));
    } else if (kind.asString("").equals("Recreate") && strategy.has("rollingUpdate")) {
      errors.add(FieldError.forbidden("spec.strategy.rollingUpdate",
          "may not be specified when strategy `type` is 'Recreate'"));
    }
    if (type.equals(ResourceTypes.DEPLOYMENTS)) {
      deployment(spec, errors);
    }
  }

  private static void deployment(JsonNode spec, List<FieldError> errors) {
    JsonNode rolling = spec.path("strategy").path("rollingUpdate");
    boolean rolls = spec.path("strategy").path("type").asString("").equals("RollingUpdate");
    if (rolls && none(rolling.path("maxSurge")) && none(rolling.path("maxUnavailable"))) {
      errors.add(FieldError.invalid("spec.strategy.rollingUpdate.maxUnavailable", rolling.path("maxUnavailable"),
          "may not be 0 when `maxSurge` is 0"));
    }
    JsonNode deadline = spec.path("progressDeadlineSeconds");
    if (deadline.asInt(0) <= spec.path("minReadySeconds").asInt(0)) {
      errors.add(FieldError.invalid("spec.progressDeadlineSeconds", deadline, "must be greater than minReadySeconds"));
    }
  }

  private static boolean none(JsonNode amount) {
    return List.of("0", "0%").contains(amount.asString("0"));
  }

  static void checkChange(ResourceType type, ObjectNode before, ObjectNode after, List<FieldError> errors) {
    JsonNode was = before.path("spec");
    JsonNode is = after.path("spec");
    if (type.equals(ResourceTypes.STATEFUL_SETS)) {
      if (!without(was, STATEFUL_SET_FIELDS).equals(without(is, STATEFUL_SET_FIELDS))) {
        errors.add(FieldError.forbidden("spec", STATEFUL_SET_CHANGES));
      }
    } else if (!type.equals(ResourceTypes.REPLICATION_CONTROLLERS)) {
      immutable("spec.selector", was.path("selector"), is.path("selector"), errors);
    }
    if (type.equals(ResourceTypes.JOBS)) {
      immutable("spec.template", was.path("template"), is.path("template"), errors);
      immutable("spec.completionMode", was.path("completionMode"), is.path("completionMode"), errors);
    }
  }

  static void immutable(String field, JsonNode before, JsonNode after, List<FieldError> errors) {
    if (!before.equals(after)) {
      errors.add(FieldError.invalid(field, after, "field is immutable"));
    }
  }

  private static ObjectNode without(JsonNode spec, List<String> fields) {
    ObjectNode rest = Canonical.copy((ObjectNode) spec);
    fields.forEach(rest::remove);
    return rest;
  }
}
