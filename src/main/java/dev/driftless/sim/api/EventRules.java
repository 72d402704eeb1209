package dev.driftless.sim.api;

import dev.driftless.sim.store.ResourceTypes;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What an Event must say: hardly anything if it comes through the core group, which is how it always was; all of it if
 * it comes through events.k8s.io. Errors have the field names of the core group either way.
 */
public final class EventRules {

  private static final int LONGEST = 128;
  private static final int LONGEST_NOTE = 1024;
  private static final Map<String, String> CORE_NAMES = Map.of("note", "message", "regarding", "involvedObject",
      "deprecatedSource", "source", "deprecatedFirstTimestamp", "firstTimestamp", "deprecatedLastTimestamp",
      "lastTimestamp", "deprecatedCount", "count");
  private static final List<String> UNSET =
      List.of("deprecatedFirstTimestamp", "deprecatedLastTimestamp", "deprecatedCount", "deprecatedSource");
  private static final List<String> UNCHANGED = List.of("regarding", "reason", "note", "deprecatedSource",
      "deprecatedFirstTimestamp", "deprecatedLastTimestamp", "deprecatedCount", "reason", "type", "eventTime", "action",
      "related", "reportingController", "reportingInstance");

  private final boolean core;
  private final List<FieldError> errors = new ArrayList<>();

  private EventRules(boolean core) {
    this.core = core;
  }

  /**
   * Of an Event that is new.
   *
   * @param core whether it comes through the core group; its fields have their other names anyway
   */
  public static void check(ObjectNode event, boolean core) throws ApiException {
    EventRules rules = new EventRules(core);
    rules.old(event);
    if (!core) {
      rules.series(event.path("series"));
      rules.complete(event);
    }
    rules.refuse(event);
  }

  /** The same of one that changes. */
  public static void checkChange(ObjectNode before, ObjectNode after, boolean core) throws ApiException {
    EventRules rules = new EventRules(core);
    rules.old(after);
    if (!core) {
      if (!before.path("series").equals(after.path("series"))) {
        rules.series(after.path("series"));
      }
      UNCHANGED.forEach(field ->
          WorkloadRules.immutable(name(field), before.path(field), after.path(field), rules.errors));
    }
    rules.refuse(after);
  }

  private static String name(String field) {
    return CORE_NAMES.getOrDefault(field, field);
  }

  private void old(ObjectNode event) {
    String namespace = event.path("regarding").path("namespace").asString("");
    String own = Metadata.namespace(event);
    boolean timed = !event.path("eventTime").asString("").isEmpty();
    boolean fits = namespace.isEmpty() ? own.equals("default") || timed && own.equals("kube-system")
        : timed || namespace.equals(own);
    if (!fits) {
      errors.add(FieldError.invalid("involvedObject.namespace",
          JsonNodeFactory.instance.stringNode(namespace), "does not match event.namespace"));
    }
    if (timed) {
      String controller = event.path("reportingController").asString("");
      String field = core ? "reportingComponent" : "reportingController";
      if (controller.isEmpty()) {
        errors.add(FieldError.required(field));
      }
      MetadataRules.key(controller, field, errors);
      for (String each : List.of("reportingInstance", "action", "reason")) {
        if (event.path(each).asString("").isEmpty()) {
          errors.add(FieldError.required(each));
        }
        length(event, each, LONGEST);
      }
      length(event, "note", LONGEST_NOTE);
    }
  }

  private void length(ObjectNode event, String field, int longest) {
    if (GoText.length(event.path(field).asString("")) > longest) {
      invalid(name(field), "can have at most " + longest + " characters");
    }
  }

  private void series(JsonNode series) {
    if (series.isObject()) {
      if (series.path("count").asInt(0) < 2) {
        invalid("series.count", "should be at least 2");
      }
      if (series.path("lastObservedTime").asString("").isEmpty()) {
        errors.add(FieldError.required("series.lastObservedTime"));
      }
    }
  }

  private void complete(ObjectNode event) {
    if (event.path("eventTime").asString("").isEmpty()) {
      errors.add(FieldError.required("eventTime"));
    }
    String type = event.path("type").asString("");
    if (!List.of("Normal", "Warning").contains(type)) {
      invalid("type", "has invalid value: " + type);
    }
    for (String field : UNSET) {
      JsonNode found = event.path(field);
      if (found.isNumber() ? found.asInt(0) != 0 : found.isString() || !found.isEmpty()) {
        invalid(name(field), "needs to be unset");
      }
    }
  }

  private void invalid(String field, String why) {
    errors.add(FieldError.invalid(field, JsonNodeFactory.instance.stringNode(""), why));
  }

  private void refuse(ObjectNode event) throws ApiException {
    if (!errors.isEmpty()) {
      throw Refusals.invalid("", ResourceTypes.EVENTS.kind(), Metadata.name(event), errors);
    }
  }
}
