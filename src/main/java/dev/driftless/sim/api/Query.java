package dev.driftless.sim.api;

import dev.driftless.sim.store.ResourceType;
import tools.jackson.databind.JsonNode;

/**
 * Which objects are asked for.
 *
 * @param namespace empty for all of them
 */
public record Query(ResourceType type, String namespace, Selector labels, FieldSelector fields) {

  /** All objects of the type. */
  public static Query all(ResourceType type) {
    return new Query(type, "", Selector.EVERYTHING, FieldSelector.EVERYTHING);
  }

  boolean matches(JsonNode object) {
    return (namespace.isEmpty() || namespace.equals(Metadata.namespace(object)))
        && labels.matches(object.path("metadata").path("labels")) && fields.matches(object);
  }

  /** Whether all objects of the namespace are meant. */
  boolean selectsAll() {
    return labels.requirements().isEmpty() && fields.terms().isEmpty();
  }
}
