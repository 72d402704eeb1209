package dev.driftless.sim.http;

import dev.driftless.sim.store.ResourceType;
import dev.driftless.sim.store.ResourceTypes;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Events of the core group and of events.k8s.io are the same objects; their fields have other names. */
final class CoreEvents {

  private static final Map<String, String> CORE_TO_NEW = Map.of("involvedObject", "regarding", "message", "note",
      "source", "deprecatedSource", "firstTimestamp", "deprecatedFirstTimestamp", "lastTimestamp",
      "deprecatedLastTimestamp", "count", "deprecatedCount", "reportingComponent", "reportingController");
  private static final List<String> NULL_IF_ABSENT = List.of("firstTimestamp", "lastTimestamp", "eventTime");
  private static final List<String> EMPTY_IF_ABSENT = List.of("reportingComponent", "reportingInstance");
  private static final Map<String, String> NEW_TO_CORE = new LinkedHashMap<>();

  static {
    CORE_TO_NEW.forEach((core, name) -> NEW_TO_CORE.put(name, core));
  }

  private CoreEvents() {}

  /** As a client that asked for {@code resource} sees what is stored. */
  static ObjectNode shown(ApiResource resource, ObjectNode stored) {
    if (!resource.stored().equals(ResourceTypes.EVENTS)) {
      return stored;
    }
    boolean core = !resource.shown().equals(resource.stored());
    ObjectNode shown = renamed(stored, core ? NEW_TO_CORE : Map.of(), resource.shown());
    NULL_IF_ABSENT.stream().map(field -> core ? field : CORE_TO_NEW.getOrDefault(field, field))
        .filter(field -> !shown.has(field)).forEach(shown::putNull);
    if (core) {
      EMPTY_IF_ABSENT.stream().filter(field -> !shown.has(field)).forEach(field -> shown.put(field, ""));
    }
    return shown;
  }

  /** As what such a client sends is stored. */
  static ObjectNode stored(ApiResource resource, ObjectNode sent) {
    return resource.shown().equals(resource.stored()) ? sent : renamed(sent, CORE_TO_NEW, resource.stored());
  }

  private static ObjectNode renamed(ObjectNode event, Map<String, String> names, ResourceType type) {
    ObjectNode renamed = JsonNodeFactory.instance.objectNode()
        .put("kind", type.kind()).put("apiVersion", type.apiVersion());
    event.forEachEntry((field, value) -> {
      if (!field.equals("kind") && !field.equals("apiVersion")) {
        renamed.set(names.getOrDefault(field, field), value);
      }
    });
    return renamed;
  }
}
