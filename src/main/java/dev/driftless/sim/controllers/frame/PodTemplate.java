package dev.driftless.sim.controllers.frame;

import dev.driftless.sim.store.ResourceType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** New pods of one owner. They share with it, and so with each other, all that is the same. */
public final class PodTemplate {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private PodTemplate() {}

  /** A pod without a name, for the API server to find one that starts with the owner's. */
  public static ObjectNode pod(ResourceType ownerType, ObjectNode owner, ArrayNode references) {
    return pod(ownerType, owner, Read.object(owner, "spec", "template"), references);
  }

  /** @param references as {@link #references} makes them: to be made once for many pods */
  public static ObjectNode pod(ResourceType ownerType, ObjectNode owner, ObjectNode template, ArrayNode references) {
    ObjectNode metadata = JSON.objectNode();
    metadata.put("generateName", Read.text(owner, "metadata", "name") + "-");
    metadata.set("namespace", owner.path("metadata").path("namespace"));
    for (String part : new String[] {"labels", "annotations", "finalizers"}) {
      JsonNode value = template.path("metadata").path(part);
      if (!value.isEmpty()) {
        metadata.set(part, value);
      }
    }
    metadata.set("ownerReferences", references);
    ObjectNode pod = JSON.objectNode();
    pod.put("apiVersion", "v1");
    pod.put("kind", "Pod");
    pod.set("metadata", metadata);
    pod.set("spec", Read.object(template, "spec"));
    return pod;
  }

  /** What an object says that is managed by that owner. */
  public static ArrayNode references(ResourceType type, ObjectNode owner) {
    ObjectNode reference = JSON.objectNode();
    reference.put("apiVersion", type.apiVersion());
    reference.put("kind", type.kind());
    reference.set("name", owner.path("metadata").path("name"));
    reference.set("uid", owner.path("metadata").path("uid"));
    reference.put("controller", true);
    reference.put("blockOwnerDeletion", true);
    return JSON.arrayNode().add(reference);
  }
}
