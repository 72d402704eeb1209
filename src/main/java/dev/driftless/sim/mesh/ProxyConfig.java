package dev.driftless.sim.mesh;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * How a proxy is configured: the mesh's {@code defaultConfig}, overlaid by the pod's annotation
 * {@code proxy.istio.io/config}; entries of {@code proxyMetadata} are overlaid one by one.
 *
 * @param settings effective, without Istio's own defaults
 * @see <a href="https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#ProxyConfig">ProxyConfig</a>
 */
record ProxyConfig(ObjectNode settings) {

  private static final String ANNOTATION = "proxy.istio.io/config";
  private static final YAMLMapper YAML = new YAMLMapper();
  private static final Set<String> MERGED = Set.of("proxyMetadata", "runtimeValues");
  private static final Map<String, String> DEFAULTS = Map.of(
      "discoveryAddress", "istiod.istio-system.svc:15012", "configPath", "./etc/istio/proxy",
      "binaryPath", "/usr/local/bin/envoy", "serviceCluster", "istio-proxy", "proxyAdminPort", "15000",
      "controlPlaneAuthPolicy", "MUTUAL_TLS", "drainDuration", "45s", "terminationDrainDuration", "5s",
      "statusPort", "15020", "interceptionMode", "REDIRECT");
  /** As far as they are set in practice; the order is that of the messages' fields. */
  private static final List<String> ORDER = List.of("configPath", "binaryPath", "serviceCluster", "drainDuration",
      "discoveryAddress", "proxyAdminPort", "controlPlaneAuthPolicy", "customConfigFile", "statNameLength",
      "concurrency", "proxyBootstrapTemplatePath", "interceptionMode", "tracing", "envoyAccessLogService",
      "envoyMetricsService", "proxyMetadata", "runtimeValues", "statusPort", "extraStatTags",
      "terminationDrainDuration", "meshId", "readinessProbe", "proxyStatsMatcher", "holdApplicationUntilProxyStarts",
      "caCertificatesPem", "image", "privateKeyProvider", "proxyHeaders");

  /** @throws IllegalArgumentException if the annotation cannot be read */
  static ProxyConfig of(InjectedPod pod, JsonNode mesh) {
    ObjectNode settings = Tree.copy(mesh.path("defaultConfig"));
    if (!pod.isAnnotated(ANNOTATION)) {
      return new ProxyConfig(settings);
    }
    try {
      overlay(settings, YAML.readTree(pod.annotation(ANNOTATION)));
      return new ProxyConfig(settings);
    } catch (JacksonException e) {
      throw new IllegalArgumentException("failed to convert to apply proxy config: yaml: "
          + e.getOriginalMessage().lines().findFirst().orElse(""), e);
    }
  }

  private static void overlay(ObjectNode settings, JsonNode annotated) {
    for (Map.Entry<String, JsonNode> field : annotated.properties()) {
      String name = field.getKey();
      if (!ORDER.contains(name) || field.getValue().isNull()) {
        continue;
      }
      settings.set(name, MERGED.contains(name) && settings.path(name).isObject()
          ? Tree.copy(settings.path(name)).setAll(Tree.copy(field.getValue()))
          : field.getValue());
    }
  }

  String imageType() {
    return Tree.text(settings, "image", "imageType");
  }

  String interceptionMode() {
    String mode = Tree.text(settings, "interceptionMode");
    return mode.isEmpty() ? DEFAULTS.get("interceptionMode") : mode;
  }

  boolean holdsApplication() {
    return Tree.given(settings, "holdApplicationUntilProxyStarts");
  }

  /** In the order of their names. */
  Map<String, String> metadata() {
    Map<String, String> metadata = new TreeMap<>();
    settings.path("proxyMetadata").properties()
        .forEach(entry -> metadata.put(entry.getKey(), entry.getValue().asString("")));
    return metadata;
  }

  /** What differs from Istio's own defaults, as the proxy is told. */
  String json() {
    ObjectNode different = Tree.object();
    for (String name : ORDER) {
      JsonNode value = settings.path(name);
      if ((value.isContainer() || Tree.given(value)) && !value.asString("").equals(DEFAULTS.get(name))) {
        different.set(name, name.equals("proxyMetadata") ? Tree.node(metadata()) : withoutDefaults(value));
      }
    }
    return different.toString();
  }

  private static JsonNode withoutDefaults(JsonNode value) {
    if (!value.isObject()) {
      return value;
    }
    ObjectNode said = Tree.copy(value);
    said.removeIf(field -> field.isValueNode() && !Tree.given(field));
    return said;
  }
}
