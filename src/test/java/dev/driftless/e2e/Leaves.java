package dev.driftless.e2e;

import tools.jackson.databind.JsonNode;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** JSON as its leaves, by path: {@code /spec/template/metadata/annotations/[driftless.dev/restart-id]}. */
final class Leaves {

  private Leaves() {}

  static Map<String, String> of(JsonNode node) {
    Map<String, String> leaves = new TreeMap<>();
    collect("", node, leaves);
    return leaves;
  }

  /** Paths of the leaves that only one has, or that differ. */
  static Set<String> changed(JsonNode before, JsonNode after) {
    Map<String, String> old = of(before);
    Map<String, String> fresh = of(after);
    Set<String> changed = new TreeSet<>(old.keySet());
    changed.addAll(fresh.keySet());
    changed.removeIf(path -> old.containsKey(path) && old.get(path).equals(fresh.get(path)));
    return changed;
  }

  private static void collect(String path, JsonNode node, Map<String, String> leaves) {
    if (node.isObject() && !node.isEmpty()) {
      node.properties().forEach(entry -> collect(path + "/" + step(entry.getKey()), entry.getValue(), leaves));
    } else if (node.isArray() && !node.isEmpty()) {
      for (int i = 0; i < node.size(); i++) {
        collect(path + "/" + i, node.get(i), leaves);
      }
    } else {
      leaves.put(path, node.toString());
    }
  }

  private static String step(String key) {
    return key.contains("/") || key.contains(".") ? "[" + key + "]" : key;
  }
}
