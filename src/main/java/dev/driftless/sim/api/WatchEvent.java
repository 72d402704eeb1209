package dev.driftless.sim.api;

import tools.jackson.databind.node.ObjectNode;

/**
 * What a watch tells.
 *
 * @param object the changed object; for a bookmark only its version; for an error a Status
 */
public record WatchEvent(Type type, ObjectNode object) {

  public enum Type {
    ADDED, MODIFIED, DELETED, BOOKMARK, ERROR
  }
}
