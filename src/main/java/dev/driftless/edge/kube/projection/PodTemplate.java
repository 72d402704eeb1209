package dev.driftless.edge.kube.projection;

import dev.driftless.config.TreeReader;
import dev.driftless.core.model.Parsed;
import dev.driftless.core.model.TemplateFacts;
import dev.driftless.core.model.Tree;
import dev.driftless.edge.kube.lean.LeanPod;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads from a pod the template that it was made from, as far as a pod still tells: what injection has written is left
 * out, and an own proxy container is the one that the annotation {@value Annotations#OVERRIDES} keeps (istiod stores
 * image {@code auto} there as none). The digest covers the facts only, because the rest of an injected pod is not its
 * template.
 */
final class PodTemplate {

  private PodTemplate() {}

  static TemplateFacts of(LeanPod pod) {
    Map<String, String> annotations = Annotations.ofPod(pod.annotations());
    Optional<String> ownProxyImage = ownProxyImage(pod);
    return new TemplateFacts(Map.copyOf(pod.labels()), annotations, pod.getSpec().hostNetwork(), ownProxyImage,
        Templates.proxyConfig(annotations), digest(pod, annotations, ownProxyImage));
  }

  private static Optional<String> ownProxyImage(LeanPod pod) {
    boolean injected = pod.annotations().containsKey(Annotations.STATUS);
    if (!injected) {
      return Stream.concat(pod.getSpec().containers().stream(), pod.getSpec().initContainers().stream())
          .filter(container -> container.name().equals(Templates.PROXY_CONTAINER))
          .findFirst()
          .map(LeanPod.Container::image);
    }
    Tree overrides = switch (TreeReader.json(pod.annotations().getOrDefault(Annotations.OVERRIDES, "{}"))) {
      case Parsed.Value(Tree tree) -> tree;
      case Parsed.Unreadable unreadable -> Tree.NOTHING;
    };
    return Stream.of("containers", "initContainers")
        .flatMap(list -> overrides.at(list).items().stream())
        .filter(container -> container.at("name").text().filter(Templates.PROXY_CONTAINER::equals).isPresent())
        .findFirst()
        .map(container -> container.at("image").text().filter(image -> !image.isEmpty()).orElse("auto"));
  }

  private static String digest(LeanPod pod, Map<String, String> annotations, Optional<String> ownProxyImage) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    pod.labels().forEach(json.putObject("labels")::put);
    ObjectNode kept = json.putObject("annotations");
    annotations.forEach((key, value) -> {
      if (!Annotations.RESTART_MARKS.contains(key)) {
        kept.put(key, value);
      }
    });
    json.put("hostNetwork", pod.getSpec().hostNetwork());
    ownProxyImage.ifPresent(image -> json.put("ownProxyImage", image));
    return Digest.of(json);
  }
}
