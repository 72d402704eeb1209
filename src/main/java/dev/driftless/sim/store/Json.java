package dev.driftless.sim.store;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.util.Arrays;

/** Changed copies of JSON that share with the original whatever did not change. The original stays as it is. */
public final class Json {

  private Json() {}

  /** A copy with that text at that path; objects that are missing on the way are made. */
  public static ObjectNode with(ObjectNode object, String value, String... path) {
    return with(object, JsonNodeFactory.instance.stringNode(value), path);
  }

  /** A copy with that value at that path; objects that are missing on the way are made. */
  public static ObjectNode with(ObjectNode object, JsonNode value, String... path) {
    ObjectNode copy = shallow(object);
    copy.set(path[0], path.length == 1 ? value
        : with(child(object, path[0]), value, Arrays.copyOfRange(path, 1, path.length)));
    return copy;
  }

  /** A copy without what is at that path. */
  public static ObjectNode without(ObjectNode object, String... path) {
    if (!object.has(path[0])) {
      return object;
    }
    ObjectNode copy = shallow(object);
    if (path.length == 1) {
      copy.remove(path[0]);
    } else if (object.get(path[0]) instanceof ObjectNode child) {
      copy.set(path[0], without(child, Arrays.copyOfRange(path, 1, path.length)));
    }
    return copy;
  }

  private static ObjectNode child(ObjectNode object, String name) {
    return object.get(name) instanceof ObjectNode child ? child : JsonNodeFactory.instance.objectNode();
  }

  private static ObjectNode shallow(ObjectNode object) {
    ObjectNode copy = JsonNodeFactory.instance.objectNode();
    copy.setAll(object);
    return copy;
  }
}
