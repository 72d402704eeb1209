package dev.driftless.sim.api.schema;

import dev.driftless.sim.api.schema.Schema.Entries;
import dev.driftless.sim.api.schema.Schema.Items;
import dev.driftless.sim.api.schema.Schema.Struct;
import dev.driftless.sim.api.schema.Schema.Value;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Lays one object over its schema. Null fits everywhere. */
public final class Decoder {

  private final List<String> unknown = new ArrayList<>();

  private Decoder() {}

  /** The given object stays as it is. */
  public static Decoded decode(ObjectNode object, Struct type) throws MismatchException {
    Decoder decoder = new Decoder();
    ObjectNode known = decoder.struct(object, type, Place.ROOT);
    return new Decoded(known, decoder.unknown);
  }

  private JsonNode any(JsonNode node, Schema type, Place place) throws MismatchException {
    if (node.isNull()) {
      return node;
    }
    if (node instanceof ObjectNode object && type instanceof Struct struct) {
      return struct(object, struct, place);
    }
    if (node instanceof ArrayNode array && type instanceof Items items) {
      return items(array, items.item(), place);
    }
    if (node instanceof ObjectNode object && type instanceof Entries entries) {
      return entries(object, entries.value(), place);
    }
    if (type instanceof Value value && Forms.fits(node, value)) {
      String flaw = Forms.flaw(node, value);
      if (flaw.isEmpty()) {
        return node;
      }
      throw MismatchException.flaw(flaw);
    }
    throw MismatchException.type(node, type, place.inGo());
  }

  private ObjectNode struct(ObjectNode object, Struct type, Place place) throws MismatchException {
    ObjectNode known = object;
    for (Map.Entry<String, JsonNode> entry : object.properties()) {
      String name = entry.getKey();
      Schema field = type.fields().get(name);
      Place inner = new Place(place, type.name(), name, 0);
      if (field == null) {
        unknown.add(inner.toString());
        known = known == object ? shallow(object) : known;
        known.remove(name);
      } else {
        known = with(known, object, entry, any(entry.getValue(), field, inner));
      }
    }
    return known;
  }

  private ObjectNode entries(ObjectNode object, Schema type, Place place) throws MismatchException {
    ObjectNode known = object;
    for (Map.Entry<String, JsonNode> entry : object.properties()) {
      known = with(known, object, entry, any(entry.getValue(), type, place));
    }
    return known;
  }

  private JsonNode items(ArrayNode array, Schema type, Place place) throws MismatchException {
    ArrayNode known = array;
    for (int i = 0; i < array.size(); i++) {
      JsonNode item = any(array.get(i), type, new Place(place, place.struct(), "", i));
      if (item != array.get(i)) {
        known = known == array ? JsonNodeFactory.instance.arrayNode().addAll(array) : known;
        known.set(i, item);
      }
    }
    return known;
  }

  private static ObjectNode with(ObjectNode known, ObjectNode original, Map.Entry<String, JsonNode> entry,
      JsonNode value) {
    if (value == entry.getValue()) {
      return known;
    }
    ObjectNode copy = known == original ? shallow(original) : known;
    copy.set(entry.getKey(), value);
    return copy;
  }

  private static ObjectNode shallow(ObjectNode object) {
    ObjectNode copy = JsonNodeFactory.instance.objectNode();
    copy.setAll(object);
    return copy;
  }
}
