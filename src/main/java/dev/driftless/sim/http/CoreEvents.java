package dev.driftless.sim.http;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.util.LinkedHashMap;
import java.util.Map;

/** Events of the core group and of events.k8s.io are the same objects; their fields have other names. */
final class CoreEvents {

  private static final Map<String, String> CORE_TO_NEW = Map.of("involvedObject", "regarding", "message", "note",
      "source", "deprecatedSource", "firstTimestamp", "deprecatedFirstTimestamp", "lastTimestamp",
      "deprecatedLastTimestamp", "count", "deprecatedCount", "reportingComponent", "reportingController");
  private static final Map<String, String> NEW_TO_CORE = new LinkedHashMap<>();

  static {
    CORE_TO_NEW.forEach((core, name) -> NEW_TO_CORE.put(name, core));
  }

  private CoreEvents() {}

  /** As a client that asked for {@code resource} sees what is stored. */
  static ObjectNode shown(ApiResource resource, ObjectNode stored) {
    return resource.shown().equals(resource.stored()) ? stored : renamed(stored, NEW_TO_CORE, resource, true);
  }

  /** As what such a client sends is stored. */
  static ObjectNode stored(ApiResource resource, ObjectNode sent) {
    return resource.shown().equals(resource.stored()) ? sent : renamed(sent, CORE_TO_NEW, resource, false);
  }

  private static ObjectNode renamed(ObjectNode event, Map<String, String> names, ApiResource resource, boolean show) {
    ObjectNode renamed = JsonNodeFactory.instance.objectNode();
    renamed.put("kind", "Event")
        .put("apiVersion", (show ? resource.shown() : resource.stored()).apiVersion());
    event.forEachEntry((field, value) -> {
      if (!field.equals("kind") && !field.equals("apiVersion")) {
        renamed.set(names.getOrDefault(field, field), value);
      }
    });
    if (show) {
      nullable(renamed, "firstTimestamp");
      nullable(renamed, "lastTimestamp");
      nullable(renamed, "eventTime");
    }
    return renamed;
  }

  private static void nullable(ObjectNode event, String field) {
    JsonNode value = event.path(field);
    if (value.isMissingNode()) {
      event.putNull(field);
    }
  }
}
