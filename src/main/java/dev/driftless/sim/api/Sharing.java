package dev.driftless.sim.api;

import dev.driftless.sim.store.ResourceType;
import dev.driftless.sim.store.ResourceTypes;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.lang.ref.WeakReference;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;

/** Lets equal parts of pods be one: the thousand pods of a template keep its containers in memory once. */
final class Sharing {

  private static final List<String> OF_METADATA = List.of("labels", "annotations", "ownerReferences", "finalizers");
  private static final List<String> OF_STATUS =
      List.of("conditions", "initContainerStatuses", "containerStatuses", "hostIPs");

  private final Map<JsonNode, WeakReference<JsonNode>> known = new WeakHashMap<>();

  /** @param draft nobody else's yet: it is changed */
  void share(ResourceType type, ObjectNode draft) {
    if (!type.equals(ResourceTypes.PODS)) {
      return;
    }
    if (draft.get("spec") instanceof ObjectNode spec) {
      List.copyOf(spec.propertyNames()).forEach(field -> spec.set(field, one(spec.get(field))));
    }
    if (draft.get("metadata") instanceof ObjectNode metadata) {
      for (String field : OF_METADATA) {
        if (metadata.has(field)) {
          metadata.set(field, one(metadata.get(field)));
        }
      }
    }
  }

  /** @param status nobody else's yet: it is changed */
  void shareStatus(ResourceType type, ObjectNode status) {
    if (!type.equals(ResourceTypes.PODS)) {
      return;
    }
    for (String field : OF_STATUS) {
      if (status.get(field) instanceof ArrayNode list) {
        for (int i = 0; i < list.size(); i++) {
          list.set(i, one(list.get(i)));
        }
        status.set(field, one(list));
      }
    }
  }

  /** Equal objects may have their fields in another order, and everybody gets back the order that he gave. */
  private static boolean sameOrder(JsonNode one, JsonNode equal) {
    Iterator<Map.Entry<String, JsonNode>> others = equal.properties().iterator();
    for (Map.Entry<String, JsonNode> entry : one.properties()) {
      Map.Entry<String, JsonNode> other = others.next();
      if (!entry.getKey().equals(other.getKey()) || !sameOrder(entry.getValue(), other.getValue())) {
        return false;
      }
    }
    for (int i = 0; one.isArray() && i < one.size(); i++) {
      if (!sameOrder(one.get(i), equal.get(i))) {
        return false;
      }
    }
    return true;
  }

  private JsonNode one(JsonNode node) {
    WeakReference<JsonNode> first = known.get(node);
    JsonNode same = first == null ? null : first.get();
    if (same != null) {
      return sameOrder(same, node) ? same : node;
    }
    known.put(node, new WeakReference<>(node));
    return node;
  }
}
