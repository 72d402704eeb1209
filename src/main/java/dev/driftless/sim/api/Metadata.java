package dev.driftless.sim.api;

import dev.driftless.sim.store.ObjectName;
import dev.driftless.sim.store.ResourceType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;

/** What every object says of itself. */
public final class Metadata {

  private static final List<String> OMITTED =
      List.of("labels", "annotations", "finalizers", "ownerReferences", "generateName", "namespace");

  private static final List<String> NOT_KEPT = List.of("managedFields", "selfLink");

  private Metadata() {}

  /** Empty if there is none; so are the others. */
  public static String name(JsonNode object) {
    return text(object, "name");
  }

  public static String namespace(JsonNode object) {
    return text(object, "namespace");
  }

  public static String uid(JsonNode object) {
    return text(object, "uid");
  }

  public static String resourceVersion(JsonNode object) {
    return text(object, "resourceVersion");
  }

  /** Where the object is found. */
  public static ObjectName objectName(ResourceType type, JsonNode object) {
    return new ObjectName(type.namespaced() ? namespace(object) : "", name(object));
  }

  /** Whether somebody has asked for its end. */
  public static boolean deleting(JsonNode object) {
    return object.path("metadata").has("deletionTimestamp");
  }

  static boolean finalized(JsonNode object) {
    return object.path("metadata").path("finalizers").isEmpty();
  }

  private static String text(JsonNode object, String field) {
    return object.path("metadata").path(field).asString("");
  }

  static void omitEmpty(ObjectNode metadata) {
    metadata.remove(NOT_KEPT);
    Absent.omitEmpty(metadata, OMITTED);
  }
}
