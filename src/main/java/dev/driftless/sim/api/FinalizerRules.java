package dev.driftless.sim.api;

import dev.driftless.sim.store.ResourceType;
import dev.driftless.sim.store.ResourceTypes;
import tools.jackson.databind.JsonNode;

import java.util.List;

/** What finalizers may be called, and which of them go together. */
final class FinalizerRules {

  private static final String FIELD = "metadata.finalizers";
  private static final String ORPHAN = Propagation.ORPHAN.finalizer();
  private static final String FOREGROUND = Propagation.FOREGROUND.finalizer();
  private static final List<String> STANDARD = List.of("kubernetes", ORPHAN, FOREGROUND);
  private static final List<ResourceType> WITHOUT_A_DOMAIN_TOO = List.of(ResourceTypes.LEASES, ResourceTypes.EVENTS,
      ResourceTypes.POD_DISRUPTION_BUDGETS, ResourceTypes.MUTATING_WEBHOOK_CONFIGURATIONS);

  private FinalizerRules() {}

  static void check(ResourceType type, JsonNode finalizers, List<FieldError> errors) {
    for (JsonNode finalizer : finalizers) {
      MetadataRules.key(finalizer.asString(""), FIELD, errors);
    }
    List<String> names = finalizers.valueStream().map(finalizer -> finalizer.asString("")).toList();
    if (names.contains(ORPHAN) && names.contains(FOREGROUND)) {
      errors.add(FieldError.invalid(FIELD, finalizers,
          "finalizer " + ORPHAN + " and " + FOREGROUND + " cannot be both set"));
    }
    for (int i = 0; i < names.size() && !WITHOUT_A_DOMAIN_TOO.contains(type); i++) {
      if (!names.get(i).contains("/") && !STANDARD.contains(names.get(i))) {
        errors.add(FieldError.invalid(FIELD + "[" + i + "]", finalizers.path(i),
            "name is neither a standard finalizer name nor is it fully qualified"));
      }
    }
  }
}
