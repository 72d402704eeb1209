package dev.driftless.sim.http;

import dev.driftless.sim.api.WatchEvent;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What a client wants to see of the objects that it watches. */
record EventForm(ApiResource resource, Accept accept, Table table) {

  /** Whether objects are shown just as they are stored. */
  boolean asStored() {
    return accept == Accept.OBJECTS && resource.shown().equals(resource.stored());
  }

  ObjectNode of(WatchEvent event) {
    boolean changes = event.type() != WatchEvent.Type.BOOKMARK && event.type() != WatchEvent.Type.ERROR;
    ObjectNode object = changes ? CoreEvents.shown(resource, event.object()) : event.object();
    if (event.type() == WatchEvent.Type.BOOKMARK) {
      object = object.deepCopy().put("apiVersion", resource.shown().apiVersion());
    }
    ObjectNode shown = JsonNodeFactory.instance.objectNode().put("type", event.type().name());
    shown.set("object", changes && accept == Accept.TABLES ? table.one(resource, object) : object);
    return shown;
  }
}
