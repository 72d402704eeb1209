package dev.driftless.sim.api;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What a pod, or the template of one, must say; and what of a pod may change later. */
final class PodRules {

  private static final List<String> PULL_POLICIES = List.of("Always", "IfNotPresent", "Never");
  private static final String UNCHANGEABLE = "pod updates may not change fields other than `spec.containers[*].image`,"
      + "`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing"
      + " tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)";

  private PodRules() {}

  /** @param restartPolicies that the owner can do with */
  static void check(JsonNode spec, String path, List<String> restartPolicies, List<FieldError> errors) {
    Set<String> names = new HashSet<>();
    containers(spec, path, "initContainers", names, errors);
    containers(spec, path, "containers", names, errors);
    if (spec.path("containers").isEmpty()) {
      errors.add(FieldError.required(path + ".containers"));
      return;
    }
    JsonNode restartPolicy = spec.path("restartPolicy");
    if (!restartPolicies.contains("Always") && restartPolicy.asString("").equals("Always")) {
      errors.add(FieldError.required(path + ".restartPolicy", "valid values: \"OnFailure\", \"Never\""));
    } else if (!restartPolicies.contains(restartPolicy.asString(""))) {
      errors.add(FieldError.unsupported(path + ".restartPolicy", restartPolicy, restartPolicies));
    }
  }

  private static void containers(JsonNode spec, String path, String list, Set<String> names, List<FieldError> errors) {
    int index = 0;
    for (JsonNode container : spec.path(list)) {
      String field = path + "." + list + "[" + index++ + "]";
      JsonNode name = container.path("name");
      if (name.asString("").isEmpty()) {
        errors.add(FieldError.required(field + ".name"));
      } else if (!MetadataRules.isDnsLabel(name.asString(""))) {
        errors.add(FieldError.invalid(field + ".name", name, MetadataRules.dnsLabel()));
      } else if (!names.add(name.asString(""))) {
        errors.add(new FieldError("FieldValueDuplicate", field + ".name", "Duplicate value: " + name));
      }
      if (container.path("image").asString("").isEmpty()) {
        errors.add(FieldError.required(field + ".image"));
      }
      JsonNode pullPolicy = container.path("imagePullPolicy");
      if (!PULL_POLICIES.contains(pullPolicy.asString("Always"))) {
        errors.add(FieldError.unsupported(field + ".imagePullPolicy", pullPolicy, PULL_POLICIES));
      }
      amounts(container.path("resources"), field + ".resources", errors);
    }
  }

  private static void amounts(JsonNode resources, String field, List<FieldError> errors) {
    resources.path("requests").forEachEntry((name, request) -> {
      JsonNode limit = resources.path("limits").path(name);
      boolean more = Quantity.stored(request).value().compareTo(Quantity.stored(limit).value()) > 0;
      if (!limit.isMissingNode() && more) {
        errors.add(FieldError.invalid(field + ".requests", request,
            "must be less than or equal to " + name + " limit of " + limit.asString("")));
      }
    });
  }

  static void checkChange(ObjectNode before, ObjectNode after, List<FieldError> errors) {
    ObjectNode allowed = Canonical.copy(after);
    for (String list : List.of("containers", "initContainers")) {
      JsonNode was = before.path(list);
      JsonNode is = allowed.path(list);
      for (int i = 0; i < is.size() && is.size() == was.size(); i++) {
        if (is.get(i) instanceof ObjectNode container && was.get(i).has("image")) {
          container.set("image", was.get(i).get("image"));
        }
      }
    }
    for (String field : List.of("activeDeadlineSeconds", "tolerations")) {
      allowed.remove(field);
      if (before.has(field)) {
        allowed.set(field, before.get(field));
      }
    }
    if (!allowed.equals(before)) {
      errors.add(FieldError.forbidden("spec", UNCHANGEABLE));
    }
  }
}
