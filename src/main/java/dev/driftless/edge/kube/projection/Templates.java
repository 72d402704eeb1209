package dev.driftless.edge.kube.projection;

import dev.driftless.config.TreeReader;
import dev.driftless.core.model.OwnProxy;
import dev.driftless.core.model.Parsed;
import dev.driftless.core.model.TemplateFacts;
import tools.jackson.databind.JsonNode;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads pod templates. */
final class Templates {

  static final String PROXY_CONTAINER = "istio-proxy";

  private Templates() {}

  static TemplateFacts of(JsonNode template) {
    JsonNode metadata = template.path("metadata");
    JsonNode spec = template.path("spec");
    Map<String, String> annotations = texts(metadata.path("annotations"));
    return new TemplateFacts(texts(metadata.path("labels")), Annotations.ofTemplate(annotations),
        spec.path("hostNetwork").asBoolean(false), ownProxy(spec), proxyConfig(annotations),
        spec.path("nodeName").asString(""), Digest.ofTemplate(template), template.toString(), images(spec));
  }

  /** One among the init containers counts first: what istiod makes of that is not derived. */
  private static Optional<OwnProxy> ownProxy(JsonNode spec) {
    return Stream.of("initContainers", "containers")
        .flatMap(list -> spec.path(list).valueStream()
            .filter(container -> container.path("name").asString("").equals(PROXY_CONTAINER))
            .map(container -> new OwnProxy(container.path("image").asString(""),
                Amounts.read(texts(container.path("resources").path("requests")),
                    texts(container.path("resources").path("limits"))),
                list.equals("initContainers"), container.path("lifecycle").isObject() || tellsProxy(container))))
        .findFirst();
  }

  private static boolean tellsProxy(JsonNode container) {
    return container.path("env").valueStream().anyMatch(variable -> variable.path("name").asString("")
        .equals("PROXY_CONFIG"));
  }

  private static Map<String, String> images(JsonNode spec) {
    return Stream.of("initContainers", "containers").flatMap(list -> spec.path(list).valueStream())
        .filter(container -> !container.path("name").asString("").equals(PROXY_CONTAINER))
        .collect(Collectors.toUnmodifiableMap(container -> container.path("name").asString(""),
            container -> container.path("image").asString(""), (first, second) -> first));
  }

  /** The image of the container or init container of that name; the empty string if it names none. */
  static Optional<String> image(JsonNode podSpec, String container) {
    return Stream.of("containers", "initContainers")
        .flatMap(list -> podSpec.path(list).valueStream())
        .filter(candidate -> candidate.path("name").asString("").equals(container))
        .findFirst()
        .map(found -> found.path("image").asString(""));
  }

  static Optional<Parsed> proxyConfig(Map<String, String> annotations) {
    return Optional.ofNullable(annotations.get(Annotations.PROXY_CONFIG)).map(TreeReader::yaml).map(Templates::placed);
  }

  private static Parsed placed(Parsed parsed) {
    return switch (parsed) {
      case Parsed.Value value -> value;
      case Parsed.Unreadable(String detail) ->
        new Parsed.Unreadable("annotation " + Annotations.PROXY_CONFIG + ": " + detail);
    };
  }

  private static Map<String, String> texts(JsonNode object) {
    return object.propertyStream()
        .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, entry -> entry.getValue().asString("")));
  }
}
