package dev.driftless.edge.kube.projection;

import dev.driftless.config.TreeReader;
import dev.driftless.core.model.Facts;
import dev.driftless.core.model.Parsed;
import dev.driftless.core.model.ProxyConfigFacts;
import dev.driftless.core.model.Tree;
import dev.driftless.edge.kube.lean.LeanProxyConfig;
import tools.jackson.databind.JsonNode;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** ProxyConfigs of Istio. */
final class ProxyConfigProjector {

  private ProxyConfigProjector() {}

  static Optional<Facts> project(LeanProxyConfig object) {
    JsonNode selector = object.getSpec().path("selector");
    Optional<Map<String, String>> labels = selector.isObject()
        ? Optional.of(selector.path("matchLabels").propertyStream()
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, entry -> entry.getValue().asString(""))))
        : Optional.empty();
    Parsed spec = TreeReader.json(object.getSpec().isObject() ? object.getSpec().toString() : "{}");
    return Optional.of(new ProxyConfigFacts(object.namespace(), object.name(),
        Instant.parse(object.getMetadata().getCreationTimestamp()),
        Optional.ofNullable(object.labels().get(Annotations.REVISION)), labels,
        spec instanceof Parsed.Value value ? value.tree() : Tree.NOTHING));
  }
}
