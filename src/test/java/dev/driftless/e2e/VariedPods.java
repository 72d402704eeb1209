package dev.driftless.e2e;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** Generated pods with more that only Driftless has rules for, the simulated injector has not. */
final class VariedPods {

  /** Beside those of {@link GeneratedPods}. */
  static final Map<String, Map<String, String>> NAMESPACES = new TreeMap<>(Map.of(
      "limited", Map.of("istio-injection", "enabled"), "roots", Map.of("istio-injection", "enabled"),
      "aged", Map.of("istio-injection", "enabled")));
  /** In it a LimitRange gives what a container does not say. */
  static final String LIMITED = "limited";

  private static final JsonMapper JSON = new JsonMapper();
  private static final List<String> CONFIGS = List.of("{}", "", "null", "concurrency: 0", "concurrency: 2",
      "concurrency: \"3\"", "concurrency: 2.0", "drain_duration: 1m", "drainDuration: 45s", "drainDuration: 90s",
      "termination_drain_duration: 5s", "terminationDrainDuration: 1m30s", "proxyMetadata: {A: other, C: \"\"}",
      "proxy_metadata: {ISTIO_META_DNS_CAPTURE: \"true\"}", "{\"proxyMetadata\": {}}",
      "proxyHeaders: {server: {disabled: true}}", "proxyHeaders: {requestId: {}, attemptCount: {disabled: false}}",
      "proxy_headers: {forwarded_client_cert: APPEND_FORWARD}", "someday: {will: be}", "tracing: {sampling: 50}",
      "tracing: {zipkin: {address: \"z:9411\"}, max_path_tag_length: 9}", "tracing: {}",
      "proxyStatsMatcher: {inclusionRegexps: [\".*x\"], inclusion_prefixes: [p]}", "proxyStatsMatcher: {}",
      "gatewayTopology: {numTrustedProxies: 2}", "gateway_topology: {forwardClientCertDetails: SANITIZE}",
      "interceptionMode: TPROXY", "interceptionMode: REDIRECT", "statusPort: 15025",
      "extraStatTags: [one, two]", "extraStatTags: []", "runtimeValues: {a.b: \"1\"}",
      "image: {image_type: distroless}", "image: {}", "holdApplicationUntilProxyStarts: false",
      "hold_application_until_proxy_starts: true", "serviceCluster: mine",
      "tracingServiceName: CANONICAL_NAME_ONLY", "tracingServiceName: APP_LABEL_AND_NAMESPACE",
      "controlPlaneAuthPolicy: NONE", "discoveryAddress: \"istiod.istio-system.svc:15012\"",
      "discoveryAddress: \"istiod-x.istio-system.svc:15012\"", "proxyAdminPort: 15001", "statNameLength: 200",
      "caCertificatesPem: [a]", "configPath: ./etc/istio/proxy", "readinessProbe: {httpGet: {path: /r, port: 8}}",
      "envoyAccessLogService: {address: \"als:15000\"}", "fileFlushInterval: 2s", "fileFlushMinSizeKb: 64",
      "meshId: m", "zipkinAddress: \"z:9411\"", "customConfigFile: \"\"", "concurrency: null");
  private static final List<String> BAD_CONFIGS = List.of("concurrency: many", "drainDuration: 5", "[]", "text",
      "statusPort: 70000", "interceptionMode: SOMETIMES", "proxyMetadata: {A: 1}", "proxyMetadata: {A: true}",
      "drainDuration: 1500ms", "holdApplicationUntilProxyStarts: \"true\"", "discoveryAddress: \"\"",
      "discoveryAddress: nowhere", "tracing: {zipkin: {}}", "image: debug", "proxyAdminPort: -1", "concurrency: 1.5",
      "extraStatTags: one", "interceptionMode: 7", "serviceCluster: \"\"", "proxyStatsMatcher: []",
      "concurrency: 1\nconcurrency: 2", "tracing: {sampling: much}", "gatewayTopology: {numTrustedProxies: two}",
      "controlPlaneAuthPolicy: 9");
  private static final Map<String, List<String>> BAD = Map.of(
      "status.sidecar.istio.io/port", List.of("x", "70000", ""), "sidecar.istio.io/proxyMemory", List.of("lots", ""),
      "readiness.status.sidecar.istio.io/periodSeconds", List.of("-1", "two"),
      "traffic.sidecar.istio.io/excludeOutboundPorts", List.of("a,b"),
      "traffic.sidecar.istio.io/includeOutboundIPRanges", List.of("10.0.0.0/33", "10.0.0.1"),
      "traffic.sidecar.istio.io/includeInboundPorts", List.of("http"),
      "prometheus.io/port", List.of("http", "0", "15090", "65536", "015020"),
      "prometheus.istio.io/scrape-targets", List.of("x:/metrics", "15021:/m"),
      "prometheus.istio.io/merge-metrics", List.of("yes", ""),
      "traffic.sidecar.istio.io/excludeInterfaces", List.of("a/b"));
  private static final Map<String, List<String>> GOOD = new TreeMap<>(Map.of(
      "sidecar.istio.io/statsInclusionPrefixes", List.of("cluster.x", ""),
      "sidecar.istio.io/statsHistogramBuckets", List.of("{\"a\": [1]}"),
      "prometheus.io/path", List.of("/m", ""), "prometheus.io_port", List.of("8081", "15020"),
      "prometheus_io_scrape", List.of("false", "True", "no"), "prometheus.io/scrape", List.of("f", "T", "yes", ""),
      "status.sidecar.istio.io/port", List.of("15030", "0"),
      "sidecar.istio.io/proxyCPULimit", List.of("3", "0", "250m"),
      "sidecar.istio.io/interceptionMode", List.of("NONE", "REDIRECT")));

  private final GeneratedPods pods;
  private final SplittableRandom random;

  VariedPods(long seed) {
    pods = new GeneratedPods(seed);
    random = new SplittableRandom(seed + 1);
  }

  GeneratedPods.Case next() {
    GeneratedPods.Case next = pods.next();
    String namespace = chance(15) ? pick(List.of("limited", "roots", "aged", "kube-system", "movable"))
        : next.namespace();
    ObjectNode metadata = (ObjectNode) next.pod().path("metadata");
    metadata.put("namespace", namespace);
    annotate((ObjectNode) metadata.path("annotations"));
    if (chance(15)) {
      ((ObjectNode) metadata.path("annotations")).removeAll();
    }
    ObjectNode spec = (ObjectNode) next.pod().path("spec");
    if (chance(8)) {
      spec.put("nodeName", pick(List.of("node-1", "node-2", "node-9")));
    }
    spec.path("containers").forEach(container -> {
      if (container.path("name").asString().equals("istio-proxy")) {
        own((ObjectNode) container);
      }
    });
    if (chance(1)) {
      proxyAmongInitContainers(spec);
    }
    return new GeneratedPods.Case(namespace, next.pod());
  }

  private void annotate(ObjectNode annotations) {
    for (String rare : List.of("proxy.istio.io/overrides", "sidecar.istio.io/status")) {
      // Those are what manual injection leaves; nothing is derived from them.
      if (chance(90)) {
        annotations.remove(rare);
      }
    }
    if (chance(35)) {
      annotations.put("proxy.istio.io/config", pick(CONFIGS));
    }
    if (chance(3)) {
      annotations.put("proxy.istio.io/config", pick(BAD_CONFIGS));
    }
    GOOD.forEach((name, values) -> {
      if (chance(6)) {
        annotations.put(name, pick(values));
      }
    });
    if (chance(5)) {
      String name = pick(List.copyOf(new TreeMap<>(BAD).keySet()));
      annotations.put(name, pick(BAD.get(name)));
    }
    // Of several that mean the same istiod takes any, by chance.
    if (annotations.has("prometheus.io/port")) {
      annotations.remove("prometheus.io_port");
    }
    if (annotations.has("prometheus.io/scrape")) {
      annotations.remove("prometheus_io_scrape");
    }
    if (chance(1)) {
      annotations.put("prometheus.istio.io/scrape-targets", pick(List.of("8080:/a,8081", "", "8080")));
    }
    if (chance(4)) {
      annotations.put("inject.istio.io/templates", pick(List.of(" sidecar ", "mine", "sidecar, ", "gateway")));
    }
  }

  private void own(ObjectNode container) {
    int kind = random.nextInt(40);
    if (kind == 0) {
      container.set("lifecycle", JSON.readTree("{\"preStop\": {\"exec\": {\"command\": [\"own\"]}}}"));
    } else if (kind == 1) {
      container.set("env", JSON.readTree("[{\"name\": \"PROXY_CONFIG\", \"value\": \"{\\\"concurrency\\\": 9}\"}]"));
    } else if (kind < 9) {
      container.set("resources", JSON.readTree(pick(List.of("{\"limits\": {\"cpu\": \"3\"}}",
          "{\"limits\": {\"memory\": \"2Gi\"}, \"requests\": {\"memory\": \"1Gi\", \"cpu\": \"1m\"}}",
          "{\"limits\": {\"ephemeral-storage\": \"1Gi\"}}", "{\"requests\": {\"cpu\": \"0.0005\"}}"))));
    } else if (kind == 9) {
      container.put("image", "pinned.example/istio/proxyv2@sha256:" + "0a".repeat(32));
    }
  }

  private static void proxyAmongInitContainers(ObjectNode spec) {
    ArrayNode initContainers = spec.withArray("initContainers");
    initContainers.addObject().put("name", "istio-proxy").put("image", "auto").put("restartPolicy", "Always");
  }

  private boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  private <T> T pick(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }
}
