package dev.driftless.sim.api;

import tools.jackson.databind.node.ObjectNode;

/** A change that is told apart from the object that it changes. */
public sealed interface Patch permits MergePatch, StrategicMergePatch, JsonPatch, CheckedPatch {

  /** @return a new object; the given one stays as it is */
  ObjectNode applyTo(ObjectNode object) throws ApiException;
}
