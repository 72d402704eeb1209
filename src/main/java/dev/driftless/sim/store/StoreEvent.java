package dev.driftless.sim.store;

import tools.jackson.databind.node.ObjectNode;

/**
 * One change of one object.
 *
 * @param revision of the whole store, and the object's {@code resourceVersion} from now on
 * @param object   as it is now; as it was last, with the new resourceVersion, if it was deleted
 * @param before   as it was until now; {@code null} for a new one
 */
public record StoreEvent(long revision, Type type, ResourceType resource, ObjectName name, ObjectNode object,
    ObjectNode before) {

  public enum Type {
    ADDED, MODIFIED, DELETED
  }
}
