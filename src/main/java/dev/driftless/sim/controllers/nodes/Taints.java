package dev.driftless.sim.controllers.nodes;

import dev.driftless.sim.controllers.frame.Read;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

import java.util.List;
import java.util.Map;

/** The taints of nodes that are not well. Pure. */
final class Taints {

  static final String NO_EXECUTE = "NoExecute";

  private static final String PREFIX = "node.kubernetes.io/";
  private static final Map<String, String> KEYS =
      Map.of("False", PREFIX + "not-ready", "Unknown", PREFIX + "unreachable");

  private Taints() {}

  /** Whether it has any of those that say so. */
  static boolean any(ObjectNode node) {
    return Read.at(node, "spec", "taints").valueStream().anyMatch(Taints::own);
  }

  private static boolean own(JsonNode taint) {
    return KEYS.containsValue(Read.text(taint, "key"));
  }

  static boolean evicts(ObjectNode node) {
    return Read.at(node, "spec", "taints").valueStream()
        .anyMatch(taint -> own(taint) && Read.text(taint, "effect").equals(NO_EXECUTE));
  }

  /**
   * All taints of a node, with those that its condition asks for.
   *
   * @param ready  the status of that condition
   * @param evicts whether its pods are to leave
   */
  static ArrayNode of(ObjectNode node, String ready, boolean evicts, StringNode now) {
    ArrayNode taints = JsonNodeFactory.instance.arrayNode();
    Read.at(node, "spec", "taints").valueStream().filter(taint -> !own(taint)).forEach(taints::add);
    if (KEYS.containsKey(ready)) {
      for (String effect : evicts ? List.of("NoSchedule", NO_EXECUTE) : List.of("NoSchedule")) {
        taints.add(taint(node, KEYS.get(ready), effect, now));
      }
    }
    return taints;
  }

  private static JsonNode taint(ObjectNode node, String key, String effect, StringNode now) {
    ObjectNode added = JsonNodeFactory.instance.objectNode().put("key", key).put("effect", effect);
    added.set("timeAdded", now);
    return Read.at(node, "spec", "taints").valueStream().filter(taint -> Read.text(taint, "key").equals(key)
        && Read.text(taint, "effect").equals(effect)).findFirst().orElse(added);
  }
}
