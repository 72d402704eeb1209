package dev.driftless.sim.api;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What is in the patch replaces, null removes: RFC 7386. */
public record MergePatch(ObjectNode patch) implements Patch {

  @Override
  public ObjectNode applyTo(ObjectNode object) {
    return merge(object, patch);
  }

  private static ObjectNode merge(JsonNode target, ObjectNode patch) {
    ObjectNode merged = JsonNodeFactory.instance.objectNode();
    if (target instanceof ObjectNode object) {
      merged.setAll(object);
    }
    patch.forEachEntry((name, value) -> {
      if (value.isNull()) {
        merged.remove(name);
      } else {
        merged.set(name, value instanceof ObjectNode inner ? merge(merged.path(name), inner) : value);
      }
    });
    return merged;
  }
}
