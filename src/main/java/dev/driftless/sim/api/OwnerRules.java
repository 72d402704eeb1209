package dev.driftless.sim.api;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

import java.util.List;

/** What an object must say of its owners. */
final class OwnerRules {

  private static final String FIELD = "metadata.ownerReferences";

  private OwnerRules() {}

  static void check(JsonNode owners, List<FieldError> errors) {
    String controller = "";
    for (JsonNode owner : owners) {
      owner(owner, errors);
      if (owner.path("controller").asBoolean(false)) {
        String name = owner.path("kind").asString("") + "/" + owner.path("name").asString("");
        if (controller.isEmpty()) {
          controller = name;
        } else {
          errors.add(FieldError.invalid(FIELD, owners, "Only one reference can have Controller set to true. Found"
              + " \"true\" in references for " + controller + " and " + name));
        }
      }
    }
  }

  private static void owner(JsonNode owner, List<FieldError> errors) {
    String version = owner.path("apiVersion").asString("");
    if (version.isEmpty() || version.indexOf('/') != version.lastIndexOf('/')) {
      errors.add(invalid(owner, "apiVersion", "version must not be empty"));
    }
    for (String field : List.of("kind", "name", "uid")) {
      if (owner.path(field).asString("").isEmpty()) {
        errors.add(invalid(owner, field, "must not be empty"));
      }
    }
    if (version.equals("v1") && owner.path("kind").asString("").equals("Event")) {
      errors.add(FieldError.invalid(FIELD, owner, "/v1, Kind=Event is disallowed from being an owner"));
    }
  }

  private static FieldError invalid(JsonNode owner, String field, String why) {
    return FieldError.invalid(FIELD + "." + field,
        JsonNodeFactory.instance.stringNode(owner.path(field).asString("")), why);
  }
}
