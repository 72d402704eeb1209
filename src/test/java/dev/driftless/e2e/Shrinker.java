package dev.driftless.e2e;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/** Makes what fails smaller, part by part, as long as it fails. */
final class Shrinker {

  private Shrinker() {}

  /** A pod that fails with fewer annotations, labels, containers and whatever else it can do without. */
  static ObjectNode pod(ObjectNode pod, Predicate<ObjectNode> fails) {
    return least(pod, Shrinker::smaller, fails);
  }

  static <T> List<T> list(List<T> parts, Predicate<List<T>> fails) {
    return least(parts, all -> all.stream().map(part -> all.stream().filter(other -> other != part).toList()).toList(),
        fails);
  }

  private static <T> T least(T whole, Function<T, List<T>> smaller, Predicate<T> fails) {
    T least = whole;
    List<T> candidates = smaller.apply(least);
    while (true) {
      T next = candidates.stream().filter(fails).findFirst().orElse(null);
      if (next == null) {
        return least;
      }
      least = next;
      candidates = smaller.apply(least);
    }
  }

  private static List<ObjectNode> smaller(ObjectNode pod) {
    List<ObjectNode> smaller = new ArrayList<>();
    for (String pointer : List.of("/metadata/ownerReferences", "/spec/initContainers", "/spec/nodeName",
        "/spec/hostNetwork", "/spec/volumes", "/spec/securityContext", "/spec/serviceAccount")) {
      if (!pod.at(pointer).isMissingNode()) {
        smaller.add(without(pod, pointer));
      }
    }
    for (String pointer : List.of("/metadata/annotations", "/metadata/labels")) {
      pod.at(pointer).propertyNames()
          .forEach(name -> smaller.add(without(pod, pointer + "/" + name.replace("~", "~0").replace("/", "~1"))));
    }
    JsonNode containers = pod.at("/spec/containers");
    for (int i = 0; i < containers.size(); i++) {
      if (containers.size() > 1) {
        ObjectNode copy = pod.deepCopy();
        ((ArrayNode) copy.at("/spec/containers")).remove(i);
        smaller.add(copy);
      }
      for (String field : List.of("readinessProbe", "ports", "env", "resources", "lifecycle", "securityContext")) {
        if (containers.get(i).has(field)) {
          smaller.add(without(pod, "/spec/containers/" + i + "/" + field));
        }
      }
    }
    return smaller;
  }

  private static ObjectNode without(ObjectNode pod, String pointer) {
    ObjectNode copy = pod.deepCopy();
    int slash = pointer.lastIndexOf('/');
    ((ObjectNode) copy.at(pointer.substring(0, slash)))
        .remove(pointer.substring(slash + 1).replace("~1", "/").replace("~0", "~"));
    return copy;
  }
}
