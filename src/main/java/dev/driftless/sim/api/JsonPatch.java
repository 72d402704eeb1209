package dev.driftless.sim.api;

import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A list of operations, all of which must succeed: RFC 6902. Replacing what is not there adds it, as the real one. */
public record JsonPatch(ArrayNode operations) implements Patch {

  @Override
  public ObjectNode applyTo(ObjectNode object) throws ApiException {
    ObjectNode copy = object.deepCopy();
    for (JsonNode operation : operations) {
      apply(copy, operation);
    }
    return copy;
  }

  private static void apply(ObjectNode copy, JsonNode operation) throws ApiException {
    JsonPointer path = pointer(operation, "path");
    switch (operation.path("op").asString("")) {
      case "test" -> {
        if (!copy.at(path).equals(operation.path("value"))) {
          throw refusal();
        }
      }
      case "add" -> add(copy, path, operation.path("value"));
      case "replace" -> replace(copy, path, operation.path("value"));
      case "remove" -> remove(copy, path);
      case "copy" -> add(copy, path, existing(copy, pointer(operation, "from")).deepCopy());
      case "move" -> {
        JsonNode moved = existing(copy, pointer(operation, "from"));
        remove(copy, pointer(operation, "from"));
        add(copy, path, moved);
      }
      default -> throw refusal();
    }
  }

  private static JsonPointer pointer(JsonNode operation, String field) throws ApiException {
    String text = operation.path(field).asString("");
    if (!text.startsWith("/")) {
      throw refusal();
    }
    return JsonPointer.compile(text);
  }

  private static JsonNode existing(ObjectNode copy, JsonPointer path) throws ApiException {
    JsonNode found = copy.at(path);
    if (found.isMissingNode()) {
      throw refusal();
    }
    return found;
  }

  private static void add(ObjectNode copy, JsonPointer path, JsonNode value) throws ApiException {
    String last = path.last().getMatchingProperty();
    switch (copy.at(path.head())) {
      case ObjectNode parent -> parent.set(last, value);
      case ArrayNode parent -> parent.insert(last.equals("-") ? parent.size() : index(path, parent.size()), value);
      default -> throw refusal();
    }
  }

  private static void replace(ObjectNode copy, JsonPointer path, JsonNode value) throws ApiException {
    switch (copy.at(path.head())) {
      case ObjectNode parent -> parent.set(path.last().getMatchingProperty(), value);
      case ArrayNode parent -> parent.set(index(path, parent.size() - 1), value);
      default -> throw refusal();
    }
  }

  private static void remove(ObjectNode copy, JsonPointer path) throws ApiException {
    existing(copy, path);
    switch (copy.at(path.head())) {
      case ObjectNode parent -> parent.remove(path.last().getMatchingProperty());
      case ArrayNode parent -> parent.remove(index(path, parent.size() - 1));
      default -> throw refusal();
    }
  }

  private static int index(JsonPointer path, int highest) throws ApiException {
    int index = path.last().getMatchingIndex();
    if (index < 0 || index > highest) {
      throw refusal();
    }
    return index;
  }

  private static ApiException refusal() {
    return new ApiException(422, "Invalid", "the server rejected our request due to an error in our request");
  }
}
