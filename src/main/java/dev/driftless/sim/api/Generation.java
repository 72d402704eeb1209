package dev.driftless.sim.api;

import dev.driftless.sim.store.ResourceType;
import dev.driftless.sim.store.ResourceTypes;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;

/** How often what is wanted of an object has changed: {@code metadata.generation}. */
final class Generation {

  static final String OF_TEMPLATE = "deprecated.daemonset.template.generation";

  private static final List<ResourceType> KEPT = List.of(ResourceTypes.PODS, ResourceTypes.DEPLOYMENTS,
      ResourceTypes.REPLICA_SETS, ResourceTypes.STATEFUL_SETS, ResourceTypes.DAEMON_SETS, ResourceTypes.JOBS,
      ResourceTypes.REPLICATION_CONTROLLERS, ResourceTypes.POD_DISRUPTION_BUDGETS, ResourceTypes.ENDPOINT_SLICES,
      ResourceTypes.MUTATING_WEBHOOK_CONFIGURATIONS);

  private Generation() {}

  static boolean isKept(ResourceType type) {
    return KEPT.contains(type);
  }

  /** @param draft to become the next version; its generation is set */
  static void advance(ResourceType type, ObjectNode before, ObjectNode draft) {
    if (!isKept(type)) {
      return;
    }
    ObjectNode metadata = Absent.object(draft, "metadata");
    metadata.put("generation", of(before) + (changed(type, before, draft) ? 1 : 0));
    if (type.equals(ResourceTypes.DAEMON_SETS)) {
      int templates = before.path("metadata").path("annotations").path(OF_TEMPLATE).asInt(1);
      boolean same = before.path("spec").path("template").equals(draft.path("spec").path("template"));
      Absent.object(metadata, "annotations").put(OF_TEMPLATE, Integer.toString(same ? templates : templates + 1));
    }
  }

  static int of(JsonNode object) {
    return object.path("metadata").path("generation").asInt(0);
  }

  private static boolean changed(ResourceType type, JsonNode before, JsonNode after) {
    if (type.equals(ResourceTypes.ENDPOINT_SLICES)) {
      return !before.path("endpoints").equals(after.path("endpoints"))
          || !before.path("ports").equals(after.path("ports"))
          || !before.path("metadata").path("labels").equals(after.path("metadata").path("labels"));
    }
    if (type.equals(ResourceTypes.MUTATING_WEBHOOK_CONFIGURATIONS)) {
      return !before.path("webhooks").equals(after.path("webhooks"));
    }
    boolean annotated = type.equals(ResourceTypes.DEPLOYMENTS)
        && !before.path("metadata").path("annotations").equals(after.path("metadata").path("annotations"));
    return annotated || !before.path("spec").equals(after.path("spec"));
  }
}
