package dev.driftless.edge.kube.projection;

import dev.driftless.config.TreeReader;
import dev.driftless.core.model.OwnProxy;
import dev.driftless.core.model.Parsed;
import dev.driftless.core.model.TemplateFacts;
import dev.driftless.core.model.Tree;
import dev.driftless.edge.kube.lean.LeanPod;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
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
    Optional<OwnProxy> ownProxy = ownProxy(pod);
    return new TemplateFacts(Map.copyOf(pod.labels()), annotations, pod.getSpec().hostNetwork(), ownProxy,
        Templates.proxyConfig(annotations), "",
        digest(pod, annotations, ownProxy), "", Map.of());
  }

  private static Optional<OwnProxy> ownProxy(LeanPod pod) {
    boolean injected = pod.annotations().containsKey(Annotations.STATUS);
    if (!injected) {
      return Stream.of(Map.entry(false, pod.getSpec().containers()), Map.entry(true, pod.getSpec().initContainers()))
          .flatMap(list -> list.getValue().stream()
              .filter(container -> container.name().equals(Templates.PROXY_CONTAINER))
              .map(container -> new OwnProxy(container.image(),
                  Amounts.read(container.resources().requests(), container.resources().limits()), list.getKey(),
                  container.lifecycle().isPresent())))
          .findFirst();
    }
    Tree overrides = switch (TreeReader.json(pod.annotations().getOrDefault(Annotations.OVERRIDES, "{}"))) {
      case Parsed.Value(Tree tree) -> tree;
      case Parsed.Unreadable unreadable -> Tree.NOTHING;
    };
    return Stream.of("containers", "initContainers")
        .flatMap(list -> overrides.at(list).items().stream())
        .filter(container -> container.at("name").text().filter(Templates.PROXY_CONTAINER::equals).isPresent())
        .findFirst().map(PodTemplate::overriding);
  }

  private static OwnProxy overriding(Tree container) {
    return new OwnProxy(container.at("image").text().filter(image -> !image.isEmpty()).orElse("auto"),
        Amounts.read(texts(container.at("resources", "requests")), texts(container.at("resources", "limits"))), false,
        container.at("lifecycle").isPresent());
  }

  private static Map<String, String> texts(Tree tree) {
    return tree.entries().entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().text().orElse("")));
  }

  private static String digest(LeanPod pod, Map<String, String> annotations, Optional<OwnProxy> ownProxy) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    pod.labels().forEach(json.putObject("labels")::put);
    ObjectNode kept = json.putObject("annotations");
    annotations.forEach((key, value) -> {
      if (!Annotations.RESTART_MARKS.contains(key)) {
        kept.put(key, value);
      }
    });
    json.put("hostNetwork", pod.getSpec().hostNetwork());
    ownProxy.ifPresent(own -> json.put("ownProxy", own.toString()));
    return Digest.of(json);
  }
}
