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
    MetadataRules.annotations(spec.path("template").path("metadata").path("annotations"), "spec.template.annotations",
        errors);
    RolloutRules.check(type.kind(), spec, errors);
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
    boolean plain = type.equals(ResourceTypes.REPLICATION_CONTROLLERS);
    int mistakes = errors.size();
    if (!plain) {
      SelectorRules.check(selector, "spec.selector", errors);
    }
    if (errors.size() > mistakes) {
      noSelector(type, selector, errors);
      return;
    }
    boolean matches = plain
        ? Selector.ofLabels(selector).matches(labels) : Selector.ofObject(selector).matches(labels);
    if (selector.isMissingNode() || !matches) {
      errors.add(FieldError.invalid("spec.template.metadata.labels", labels,
          "`selector` does not match template `labels`"));
    }
  }

  /** The kinds of workload say it in different words, or not. */
  private static void noSelector(ResourceType type, JsonNode selector, List<FieldError> errors) {
    if (!type.equals(ResourceTypes.DAEMON_SETS)) {
      errors.add(FieldError.invalid("spec.selector", selector,
          type.equals(ResourceTypes.STATEFUL_SETS) ? "" : "invalid label selector"));
    }
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
      JobRules.checkChange(was, is, errors);
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
