package dev.driftless.sim.mesh;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Containers that a pod brings along under an injected name. What they say counts more than the template, and is
 * written down in an annotation, so that a second injection knows it. The image {@code auto} says nothing.
 *
 * @see <a href="https://istio.io/latest/docs/setup/additional-setup/sidecar-injection/">Customizing
 *      injection</a>
 */
final class OwnContainers {

  static final List<String> LISTS = List.of("initContainers", "containers");

  private static final String OVERRIDES = "proxy.istio.io/overrides";
  private static final JsonMapper JSON = new JsonMapper();

  private OwnContainers() {}

  /** The pod without what an earlier injection put in, for the templates to look at. */
  static InjectedPod stripped(InjectedPod pod) {
    if (!pod.isAnnotated(InjectedPod.STATUS)) {
      return pod;
    }
    JsonNode status = read(pod, InjectedPod.STATUS);
    ObjectNode spec = Tree.copy(pod.spec());
    for (String list : LISTS) {
      List<ObjectNode> own = pod.containers(list).stream()
          .filter(container -> !lists(status, list, Tree.text(container, "name"))).toList();
      if (spec.has(list)) {
        spec.set(list, Tree.array(own));
      }
    }
    ObjectNode annotations = Tree.copy(pod.annotations());
    annotations.remove(InjectedPod.STATUS);
    return pod.withSpec(spec).withMetadata("annotations", annotations);
  }

  /** A proxy that the template wants among the init containers is to be there before the template is laid over it. */
  static InjectedPod placed(InjectedPod pod, JsonNode template) {
    Optional<ObjectNode> own = find(pod.containers("containers"), InjectedPod.PROXY);
    if (own.isEmpty() || find(containers(template, "initContainers"), InjectedPod.PROXY).isEmpty()) {
      return pod;
    }
    List<ObjectNode> initContainers = new ArrayList<>(pod.containers("initContainers"));
    initContainers.add(own.get());
    List<ObjectNode> containers = new ArrayList<>(pod.containers("containers"));
    containers.remove(own.get());
    return pod.withSpec(Tree.with(pod.spec(), "initContainers", initContainers, "containers", containers));
  }

  /** Lays what the original pod says of injected containers over the result. */
  static InjectedPod reapplied(InjectedPod merged, InjectedPod original, JsonNode template) {
    JsonNode status = read(original, InjectedPod.STATUS);
    JsonNode known = read(original, OVERRIDES);
    ObjectNode overrides = Tree.object();
    InjectedPod result = merged;
    for (String list : LISTS) {
      List<ObjectNode> said = containers(template, list).stream().map(container -> Tree.text(container, "name"))
          .filter(name -> !lists(status, list, name))
          .flatMap(name -> find(list(known, list), name).or(() -> brought(original, name)).stream())
          .map(OwnContainers::withoutAuto).toList();
      if (!said.isEmpty()) {
        overrides.set(list, Tree.array(said));
      }
    }
    if (!overrides.isEmpty()) {
      result = result.overlaid(Tree.object("spec", overrides));
    }
    return overrides.isEmpty() || original.isAnnotated(InjectedPod.STATUS) ? result
        : result.withAnnotations(OVERRIDES, overrides.toString());
  }

  static List<ObjectNode> containers(JsonNode template, String list) {
    return list(template.path("spec"), list);
  }

  private static List<ObjectNode> list(JsonNode parent, String list) {
    return parent.path(list).valueStream().map(ObjectNode.class::cast).toList();
  }

  private static Optional<ObjectNode> brought(InjectedPod pod, String name) {
    return find(pod.containers("containers"), name).or(() -> find(pod.containers("initContainers"), name));
  }

  private static Optional<ObjectNode> find(List<ObjectNode> containers, String name) {
    return containers.stream().filter(container -> Tree.text(container, "name").equals(name)).findFirst();
  }

  private static ObjectNode withoutAuto(ObjectNode container) {
    ObjectNode copy = Tree.copy(container);
    if (Tree.text(copy, "image").equals("auto")) {
      copy.remove("image");
    }
    return copy;
  }

  private static boolean lists(JsonNode status, String list, String name) {
    return status.path(list).valueStream().anyMatch(known -> known.asString("").equals(name));
  }

  /** Nothing if it is not there or cannot be read. */
  private static JsonNode read(InjectedPod pod, String annotation) {
    try {
      return pod.isAnnotated(annotation) ? JSON.readTree(pod.annotation(annotation)) : Tree.object();
    } catch (JacksonException e) {
      return Tree.object();
    }
  }
}
