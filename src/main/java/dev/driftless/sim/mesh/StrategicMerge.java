package dev.driftless.sim.mesh;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A strategic merge of one part of a pod over another, as an istiod lays templates over pods: objects field by field,
 * lists whose elements have a key element by element, everything else as a whole. Shares what it does not change.
 *
 * @see <a href="https://kubernetes.io/docs/tasks/manage-kubernetes-objects/update-api-object-kubectl-patch/">Strategic
 *      merge patch</a>
 */
final class StrategicMerge {

  private static final Map<String, String> KEYS = Map.of("containers", "name", "initContainers", "name",
      "volumes", "name", "env", "name", "imagePullSecrets", "name", "ports", "containerPort",
      "volumeMounts", "mountPath", "hostAliases", "ip");

  private StrategicMerge() {}

  static ObjectNode merge(JsonNode base, JsonNode over) {
    ObjectNode merged = Tree.copy(base);
    for (Map.Entry<String, JsonNode> field : over.properties()) {
      merged.set(field.getKey(), value(field.getKey(), merged.path(field.getKey()), field.getValue()));
    }
    return merged;
  }

  private static JsonNode value(String name, JsonNode base, JsonNode over) {
    if (base.isObject() && over.isObject()) {
      return merge(base, over);
    }
    String key = KEYS.get(name);
    return key != null && base.isArray() && over.isArray() ? list(key, base, over) : over;
  }

  /**
   * Elements of both lists keep their order; one that only the base has comes before the first that follows it in the
   * base.
   */
  private static ArrayNode list(String key, JsonNode base, JsonNode over) {
    Map<String, Integer> places = new LinkedHashMap<>();
    base.forEach(element -> places.put(Tree.text(element, key), places.size()));
    Map<String, JsonNode> laid = new LinkedHashMap<>();
    over.forEach(element -> laid.put(Tree.text(element, key), element));
    List<JsonNode> left = new ArrayList<>(base.valueStream().toList());
    left.removeIf(element -> laid.containsKey(Tree.text(element, key)));
    List<JsonNode> result = new ArrayList<>();
    for (Map.Entry<String, JsonNode> element : laid.entrySet()) {
      Integer place = places.get(element.getKey());
      while (place != null && !left.isEmpty() && places.get(Tree.text(left.getFirst(), key)) < place) {
        result.add(left.removeFirst());
      }
      result.add(place == null ? element.getValue() : merge(base.get(place), element.getValue()));
    }
    result.addAll(left);
    return Tree.array(result);
  }
}
