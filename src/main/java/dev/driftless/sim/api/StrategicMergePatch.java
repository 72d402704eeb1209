package dev.driftless.sim.api;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A merge patch that merges some lists by a key of their items, and understands {@code $patch}, {@code $retainKeys},
 * {@code $setElementOrder} and {@code $deleteFromPrimitiveList}.
 *
 * @see <a href="https://kubernetes.io/docs/tasks/manage-kubernetes-objects/update-api-object-kubectl-patch/">Strategic
 *      merge patch</a>
 */
public record StrategicMergePatch(ObjectNode patch) implements Patch {

  private static final String DIRECTIVE = "$patch";
  private static final String RETAIN = "$retainKeys";
  private static final String ORDER = "$setElementOrder/";
  private static final String DELETE = "$deleteFromPrimitiveList/";
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  @Override
  public ObjectNode applyTo(ObjectNode object) throws ApiException {
    return merge(object, patch, "");
  }

  private static ObjectNode merge(JsonNode target, ObjectNode patch, String parent) throws ApiException {
    ObjectNode merged = JSON.objectNode();
    switch (patch.path(DIRECTIVE).asString("merge")) {
      case "replace" -> {
        return merged.setAll(plain(patch));
      }
      case "delete" -> {
        return merged;
      }
      case "merge" -> { }
      default -> throw new ApiException(500, "",
          "unknown patch type: %s in map: %s".formatted(patch.path(DIRECTIVE).asString(""), GoText.of(patch)));
    }
    if (target instanceof ObjectNode object) {
      merged.setAll(object);
    }
    retain(merged, patch.path(RETAIN));
    for (String field : patch.propertyNames()) {
      if (field.startsWith(DELETE)) {
        deleteValues(merged, field.substring(DELETE.length()), patch.get(field));
      } else if (field.startsWith(ORDER) && !patch.has(field.substring(ORDER.length()))) {
        mergeField(merged, field.substring(ORDER.length()), JSON.arrayNode(), patch, parent);
      } else if (!field.startsWith("$")) {
        mergeField(merged, field, patch.get(field), patch, parent);
      }
    }
    return merged;
  }

  private static void mergeField(ObjectNode merged, String field, JsonNode value, ObjectNode patch, String parent)
      throws ApiException {
    Optional<String> key = MergeRules.key(parent, field);
    switch (value) {
      case ObjectNode object -> merged.set(field, merge(merged.path(field), object, field));
      case ArrayNode list when key.isPresent() -> {
        JsonNode order = patch.path(ORDER + field);
        merged.set(field, new ListMerge(field, key.get()).merge(merged.path(field), list,
            order.isArray() ? order : list));
      }
      default -> {
        if (value.isNull()) {
          merged.remove(field);
        } else {
          merged.set(field, value);
        }
      }
    }
  }

  private static void retain(ObjectNode merged, JsonNode keys) {
    if (keys.isArray()) {
      List<String> kept = keys.valueStream().map(key -> key.asString("")).toList();
      List.copyOf(merged.propertyNames()).stream().filter(name -> !kept.contains(name)).forEach(merged::remove);
    }
  }

  private static void deleteValues(ObjectNode merged, String field, JsonNode values) {
    ArrayNode rest = JSON.arrayNode();
    merged.path(field).valueStream().filter(item -> values.valueStream().noneMatch(item::equals)).forEach(rest::add);
    merged.set(field, rest);
  }

  private static ObjectNode plain(ObjectNode patch) {
    ObjectNode plain = JSON.objectNode();
    patch.forEachEntry((name, value) -> {
      if (!name.startsWith("$") && !value.isNull()) {
        plain.set(name, value);
      }
    });
    return plain;
  }

  /** Merges the items of one list by their key. */
  private record ListMerge(String field, String key) {

    ArrayNode merge(JsonNode target, ArrayNode patch, JsonNode order) throws ApiException {
      List<JsonNode> before = target.valueStream().toList();
      boolean replaces = patch.valueStream().anyMatch(item -> directive(item).equals("replace"));
      List<JsonNode> items = new ArrayList<>(replaces ? List.of() : before);
      for (JsonNode item : patch) {
        switch (directive(item)) {
          case "replace" -> { }
          case "delete" -> items.removeIf(other -> same(other, item));
          default -> put(items, item);
        }
      }
      return JSON.arrayNode().addAll(ordered(items, before, order.valueStream().toList()));
    }

    private static String directive(JsonNode item) {
      return item.path(DIRECTIVE).asString("merge");
    }

    private void put(List<JsonNode> items, JsonNode item) throws ApiException {
      if (!MergeRules.mergesValues(key) && !item.has(key)) {
        throw new ApiException(500, "", "map: " + GoText.of(item) + " does not contain declared merge key: " + key);
      }
      int index = index(items, item);
      if (index < 0) {
        items.add(item instanceof ObjectNode object
            ? StrategicMergePatch.merge(JSON.objectNode(), object, field) : item);
      } else if (item instanceof ObjectNode object) {
        items.set(index, StrategicMergePatch.merge(items.get(index), object, field));
      }
    }

    private boolean same(JsonNode one, JsonNode other) {
      return MergeRules.mergesValues(key) ? one.equals(other) : one.path(key).equals(other.path(key));
    }

    private int index(List<JsonNode> items, JsonNode item) {
      for (int i = 0; i < items.size(); i++) {
        if (same(items.get(i), item)) {
          return i;
        }
      }
      return -1;
    }

    /** Those that the order names in that order; between them, as before as far as can be, those that it does not. */
    private List<JsonNode> ordered(List<JsonNode> items, List<JsonNode> before, List<JsonNode> order) {
      List<JsonNode> named = new ArrayList<>();
      for (JsonNode wanted : order) {
        int index = index(items, wanted);
        if (index >= 0 && index(named, wanted) < 0) {
          named.add(items.get(index));
        }
      }
      List<JsonNode> others = new ArrayList<>(items);
      others.removeIf(item -> index(named, item) >= 0);
      List<JsonNode> result = new ArrayList<>();
      for (JsonNode item : named) {
        int place = index(before, item);
        while (place >= 0 && !others.isEmpty() && index(before, others.getFirst()) >= 0
            && index(before, others.getFirst()) < place) {
          result.add(others.removeFirst());
        }
        result.add(item);
      }
      result.addAll(others);
      return result;
    }
  }
}
