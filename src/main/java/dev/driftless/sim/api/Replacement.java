package dev.driftless.sim.api;

import dev.driftless.sim.store.Json;
import dev.driftless.sim.store.ObjectName;
import dev.driftless.sim.store.ResourceType;
import dev.driftless.sim.store.ResourceTypes;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;

/** PUT, and the second half of PATCH: from an old version to a new one. What changes nothing is not stored. */
final class Replacement {

  private static final List<String> KEPT = List.of("creationTimestamp", "generation", "namespace");
  private static final List<String> KEPT_TO_THE_END = List.of("deletionTimestamp", "deletionGracePeriodSeconds");
  private static final List<ResourceType> ONLY_CONDITIONAL = List.of(ResourceTypes.LEASES,
      ResourceTypes.POD_DISRUPTION_BUDGETS, ResourceTypes.MUTATING_WEBHOOK_CONFIGURATIONS);

  private final Backend backend;

  Replacement(Backend backend) {
    this.backend = backend;
  }

  /** @param subresource empty, {@code status} or {@code finalize} */
  ObjectNode put(ResourceType type, ObjectName name, String subresource, ObjectNode given, Persistence persistence)
      throws ApiException {
    Bodies.checkKind(type, given);
    Bodies.checkName(type, name, given);
    ObjectNode before = backend.get(type, name);
    String version = Metadata.resourceVersion(given);
    if (version.isEmpty() && ONLY_CONDITIONAL.contains(type)) {
      throw Refusals.invalid(type.group(), type.plural(), name.name(), List.of(new FieldError("FieldValueInvalid",
          "metadata.resourceVersion", "Invalid value: 0: must be specified for an update")));
    }
    Bodies.checkUid(type, name, before, given);
    return replace(type, before, subresource, given, persistence);
  }

  /** @param before as stored */
  ObjectNode replace(ResourceType type, ObjectNode before, String subresource, ObjectNode given,
      Persistence persistence) throws ApiException {
    String version = Metadata.resourceVersion(given);
    if (!version.isEmpty() && !version.equals(Metadata.resourceVersion(before))) {
      throw Refusals.modified(type, Metadata.name(before));
    }
    return switch (subresource) {
      case "" -> store(type, before, whole(type, before, given), persistence);
      case "status" -> store(type, before, told(type, before, given), persistence);
      case "finalize" -> store(type, before, finalized(before, given), persistence);
      default -> throw Refusals.unknownResource();
    };
  }

  /** The annotations of a Deployment go with its status: that is how its controller tells the revision. */
  private ObjectNode told(ResourceType type, ObjectNode before, ObjectNode given) {
    ObjectNode status = InitialStatus.canonical(type, given.path("status"));
    backend.sharing().shareStatus(type, status);
    ObjectNode told = Json.with(before, status, "status");
    return type.equals(ResourceTypes.DEPLOYMENTS) && given.path("metadata").has("annotations")
        ? Json.with(told, given.path("metadata").get("annotations"), "metadata", "annotations")
        : told;
  }

  private static ObjectNode finalized(ObjectNode before, ObjectNode given) {
    JsonNode finalizers = given.path("spec").path("finalizers");
    return finalizers.isEmpty() ? Json.without(before, "spec", "finalizers")
        : Json.with(before, finalizers, "spec", "finalizers");
  }

  private ObjectNode whole(ResourceType type, ObjectNode before, ObjectNode given) throws ApiException {
    ObjectNode draft = Canonical.copy(given);
    ObjectNode metadata = Absent.object(draft, "metadata");
    JsonNode kept = before.path("metadata");
    KEPT.forEach(field -> keep(field, kept, metadata));
    if (Metadata.deleting(before)) {
      KEPT_TO_THE_END.forEach(field -> keep(field, kept, metadata));
    }
    for (String field : List.of("uid", "resourceVersion")) {
      if (metadata.path(field).asString("").isEmpty()) {
        metadata.set(field, kept.path(field));
      }
    }
    if (Metadata.deleting(before) && !type.equals(ResourceTypes.PODS)) {
      onlyFewerFinalizers(type, kept, metadata);
    }
    if (!type.equals(ResourceTypes.NODES)) {
      keep("status", before, draft);
    }
    if (type.equals(ResourceTypes.NAMESPACES)) {
      keep("spec", before, draft);
    }
    Defaults.apply(type, draft);
    if (type.equals(ResourceTypes.SERVICES)) {
      ServiceAddress.assign(draft);
    }
    Generation.advance(type, before, draft);
    if (draft.path("spec").equals(before.path("spec"))) {
      keep("spec", before, draft);
    }
    Validation.checkChange(type, before, draft);
    backend.sharing().share(type, draft);
    return draft;
  }

  private static void onlyFewerFinalizers(ResourceType type, JsonNode before, ObjectNode after) throws ApiException {
    for (JsonNode finalizer : after.path("finalizers")) {
      if (before.path("finalizers").valueStream().noneMatch(finalizer::equals)) {
        FieldError error = FieldError.forbidden("metadata.finalizers",
            "no new finalizers can be added if the object is being deleted, found new finalizers []string{" + finalizer
                + "}");
        throw Refusals.invalid(type.group(), type.kind(), after.path("name").asString(""), List.of(error, error));
      }
    }
  }

  private static void keep(String field, JsonNode from, ObjectNode to) {
    if (from.has(field)) {
      to.set(field, from.get(field));
    } else {
      to.remove(field);
    }
  }

  private ObjectNode store(ResourceType type, ObjectNode before, ObjectNode after, Persistence persistence) {
    ObjectNode next = after;
    boolean over = Deletion.isOver(type, next);
    if (!over && next.equals(before) || persistence == Persistence.DRY_RUN) {
      return next.equals(before) ? before : next;
    }
    ObjectName name = Metadata.objectName(type, before);
    if (over) {
      backend.store().delete(type, name);
      return next;
    }
    return backend.store().update(type, name, next);
  }
}
