package dev.driftless.sim.controllers.frame;

import tools.jackson.databind.JsonNode;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * The hash in names of ReplicaSets and ControllerRevisions: FNV-1a of 32 bits, spelled with letters that make no words,
 * as the real one. The real one hashes Go's dump of the object, this one its JSON: same looks, other values.
 */
public final class Hashes {

  private static final String LETTERS = "bcdfghjklmnpqrstvwxz2456789";

  private int hash = 0x811c9dc5;

  private Hashes() {}

  /** @param collisions how often the hash has met a name that was taken */
  public static String of(JsonNode value, int collisions) {
    Hashes hashes = new Hashes();
    hashes.add(value);
    if (collisions > 0) {
      hashes.add(Integer.toString(collisions));
    }
    return hashes.spelled();
  }

  private String spelled() {
    StringBuilder spelled = new StringBuilder();
    Integer.toUnsignedString(hash).chars().forEach(digit -> spelled.append(LETTERS.charAt(digit % LETTERS.length())));
    return spelled.toString();
  }

  private void add(JsonNode value) {
    if (value.isObject()) {
      Map<String, JsonNode> sorted = new TreeMap<>();
      value.properties().forEach(field -> sorted.put(field.getKey(), field.getValue()));
      sorted.forEach((name, child) -> {
        add(name);
        add(child);
      });
      add("}");
    } else if (value.isArray()) {
      value.forEach(this::add);
      add("]");
    } else {
      add(value.toString());
    }
  }

  private void add(String text) {
    for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ each & 0xff) * 0x01000193;
    }
    hash = (hash ^ 0xff) * 0x01000193;
  }
}
