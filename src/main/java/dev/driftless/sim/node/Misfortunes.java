package dev.driftless.sim.node;

import dev.driftless.sim.controllers.frame.Read;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;

/** What goes wrong with pods on all nodes, until it is repaired; besides what their annotations say. By name. */
public final class Misfortunes {

  private final Map<String, Predicate<String>> images = new LinkedHashMap<>();
  private final Map<String, Predicate<ObjectNode>> pods = new LinkedHashMap<>();
  private final Map<String, Behaviour> behaviours = new LinkedHashMap<>();

  /** Images that cannot be pulled from now on. */
  public void breakImages(String name, Predicate<String> which) {
    images.put(name, which);
  }

  /** Pods that behave in that way from now on. */
  public void breakPods(String name, Predicate<ObjectNode> which, Behaviour behaviour) {
    pods.put(name, which);
    behaviours.put(name, behaviour);
  }

  public void repair(String name) {
    images.remove(name);
    pods.remove(name);
    behaviours.remove(name);
  }

  boolean pullable(JsonNode container) {
    String image = Read.text(container, "image");
    return images.values().stream().noneMatch(broken -> broken.test(image));
  }

  /** @return whether an image of the pod cannot be pulled */
  boolean blocks(ObjectNode pod) {
    for (String list : new String[] {"initContainers", "containers"}) {
      for (JsonNode container : Read.at(pod, "spec", list)) {
        if (!pullable(container)) {
          return true;
        }
      }
    }
    return false;
  }

  Behaviour behaviour(ObjectNode pod) {
    return pods.entrySet().stream().filter(each -> each.getValue().test(pod)).findFirst()
        .map(each -> behaviours.get(each.getKey())).orElseGet(() -> Behaviour.of(pod));
  }
}
