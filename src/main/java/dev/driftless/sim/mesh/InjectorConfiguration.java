package dev.driftless.sim.mesh;

import dev.driftless.sim.api.Selector;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What an istiod knows for injecting: the ConfigMap {@code istio-sidecar-injector}, and the mesh's settings.
 *
 * @param config as the injector's ConfigMap says it under that key: policy, selectors, templates
 * @param values the chart's values in it
 * @param mesh   MeshConfig, without its defaults
 * @see <a href="https://istio.io/latest/docs/setup/additional-setup/sidecar-injection/">Sidecar injection</a>
 */
record InjectorConfiguration(JsonNode config, JsonNode values, JsonNode mesh) {

  static final String DEFAULT_CLUSTER = "Kubernetes";

  private static final YAMLMapper YAML = new YAMLMapper();

  /** @throws IllegalArgumentException if one of the texts in it cannot be read */
  static InjectorConfiguration parse(ObjectNode injector, JsonNode meshConfigMap) {
    return new InjectorConfiguration(parse(injector, "config"), parse(injector, "values"),
        parse(meshConfigMap, "mesh"));
  }

  private static JsonNode parse(JsonNode configMap, String key) {
    try {
      JsonNode parsed = YAML.readTree(Tree.text(configMap, "data", key));
      if (parsed.isObject() || parsed.isMissingNode() || parsed.isNull()) {
        return parsed.isObject() ? parsed : Tree.object();
      }
    } catch (JacksonException e) {
      throw new IllegalArgumentException(key + ": " + e.getOriginalMessage(), e);
    }
    throw new IllegalArgumentException(key + " is no mapping");
  }

  String policy() {
    return Tree.text(config, "policy");
  }

  /** Those that say something. */
  List<Selector> selectors(String name) {
    return config.path(name).valueStream()
        .filter(selector -> Tree.given(selector, "matchLabels") || Tree.given(selector, "matchExpressions"))
        .map(Selector::ofObject).toList();
  }

  List<String> defaultTemplates() {
    return config.path("defaultTemplates").valueStream().map(JsonNode::asString).toList();
  }

  List<String> alias(String name) {
    return config.path("aliases").path(name).valueStream().map(JsonNode::asString).toList();
  }

  /** In alphabetical order. */
  Set<String> templates() {
    return new TreeSet<>(config.path("templates").propertyNames());
  }

  boolean cni() {
    return Tree.given(values, "pilot", "cni", "enabled") || Tree.given(values, "istio_cni", "enabled");
  }

  /** The cluster that pods are in, as proxies are told. */
  String cluster() {
    String name = Tree.text(values, "global", "multiCluster", "clusterName");
    return name.isEmpty() ? DEFAULT_CLUSTER : name;
  }
}
