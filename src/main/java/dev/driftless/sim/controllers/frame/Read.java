package dev.driftless.sim.controllers.frame;

import dev.driftless.sim.store.ObjectName;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.time.Instant;
import java.util.Optional;

/** Fields of Kubernetes objects that may be missing. */
public final class Read {

  private static final ObjectNode NOTHING = JsonNodeFactory.instance.objectNode();

  private Read() {}

  /** A missing node if there is nothing. */
  public static JsonNode at(JsonNode object, String... path) {
    JsonNode node = object;
    for (String name : path) {
      node = node.path(name);
    }
    return node;
  }

  /** Empty if it is missing or not a text. */
  public static String text(JsonNode object, String... path) {
    JsonNode node = at(object, path);
    return node.isString() ? node.stringValue() : "";
  }

  public static int number(JsonNode object, int otherwise, String... path) {
    JsonNode node = at(object, path);
    return node.isNumber() ? node.intValue() : otherwise;
  }

  /** False if it is missing. */
  public static boolean flag(JsonNode object, String... path) {
    JsonNode node = at(object, path);
    return node.isBoolean() && node.booleanValue();
  }

  /** Only to be read; empty if it is missing. */
  public static ObjectNode object(JsonNode object, String... path) {
    return at(object, path) instanceof ObjectNode found ? found : NOTHING;
  }

  public static Optional<Instant> time(JsonNode object, String... path) {
    String text = text(object, path);
    return text.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(text));
  }

  public static ObjectName name(JsonNode object) {
    return new ObjectName(text(object, "metadata", "namespace"), text(object, "metadata", "name"));
  }

  public static String uid(JsonNode object) {
    return text(object, "metadata", "uid");
  }

  public static int generation(JsonNode object) {
    return number(object, 0, "metadata", "generation");
  }

  public static ObjectNode labels(JsonNode object) {
    return object(object, "metadata", "labels");
  }

  public static String annotation(JsonNode object, String name) {
    return text(object, "metadata", "annotations", name);
  }

  /** Deletion was asked for, and is not finished. */
  public static boolean deleting(JsonNode object) {
    return object.path("metadata").has("deletionTimestamp");
  }

  /** The reference to the one owner that manages the object. */
  public static Optional<JsonNode> controller(JsonNode object) {
    for (JsonNode owner : at(object, "metadata", "ownerReferences")) {
      if (flag(owner, "controller")) {
        return Optional.of(owner);
      }
    }
    return Optional.empty();
  }
}
