package dev.driftless.e2e;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** Pods that injectors may treat differently, with the API server's defaults in them; the seed decides which. */
final class GeneratedPods {

  /** Namespaces and their labels. */
  static final Map<String, Map<String, String>> NAMESPACES = new TreeMap<>(Map.of(
      "enabled", Map.of("istio-injection", "enabled"),
      "disabled", Map.of("istio-injection", "disabled"),
      "plain", Map.of(),
      "ambient", Map.of("istio.io/dataplane-mode", "ambient"),
      "rev-default", Map.of("istio.io/rev", "default"),
      "rev-canary", Map.of("istio.io/rev", "canary"),
      "rev-prod", Map.of("istio.io/rev", "prod"),
      "rev-nosuch", Map.of("istio.io/rev", "nosuch"),
      "both", Map.of("istio-injection", "enabled", "istio.io/rev", "prod")));

  private static final JsonMapper JSON = new JsonMapper();
  private static final String CONTAINER = """
      "imagePullPolicy": "IfNotPresent", "terminationMessagePath": "/dev/termination-log",
      "terminationMessagePolicy": "File", "resources": {%s}""";
  private static final String PROBE =
      "{%s, \"timeoutSeconds\": 2, \"periodSeconds\": 10, \"successThreshold\": 1, \"failureThreshold\": 3}";

  private final SplittableRandom random;

  GeneratedPods(long seed) {
    random = new SplittableRandom(seed);
  }

  record Case(String namespace, ObjectNode pod) {}

  /** Most in namespaces that inject, so that most cases are about what is injected. */
  Case next() {
    String namespace = chance(60) ? "enabled" : pick(List.copyOf(NAMESPACES.keySet()));
    Map<String, String> annotations = annotations();
    ObjectNode spec = spec(annotations);
    ObjectNode metadata = JSON.createObjectNode();
    owner(metadata, annotations.getOrDefault("inject.istio.io/templates", ""));
    metadata.set("labels", JSON.valueToTree(labels(metadata)));
    metadata.set("annotations", JSON.valueToTree(annotations));
    ObjectNode pod = JSON.createObjectNode().put("apiVersion", "v1").put("kind", "Pod");
    pod.set("metadata", metadata.put("namespace", namespace));
    pod.set("spec", spec);
    return new Case(namespace, pod);
  }

  private void owner(ObjectNode metadata, String template) {
    String owner = pick(List.of("", "ReplicaSet", "StatefulSet", "Job", "DaemonSet"));
    if (owner.isEmpty()) {
      // Of a name that is too long for a label, the template of gateways makes one that the API server refuses.
      metadata.put("name", template.equals("gateway") ? "bare" : pick(List.of("web-0", "a-very-long-name".repeat(5))));
      return;
    }
    String name = owner.equals("Job") ? "load-29345670" : "web-7d9f8";
    metadata.put("generateName", name + "-").put("name", name + "-x2z4c");
    metadata.putArray("ownerReferences").addObject().put("apiVersion", owner.equals("Job") ? "batch/v1" : "apps/v1")
        .put("kind", owner).put("name", name)
        .put("uid", "00000000-0000-0000-0000-000000000001").put("controller", true);
  }

  private Map<String, String> labels(ObjectNode metadata) {
    Map<String, String> labels = new TreeMap<>();
    if (metadata.has("ownerReferences")) {
      labels.put("pod-template-hash", "7d9f8");
    }
    maybe(60, labels, "app", List.of("shop", "orders"));
    maybe(20, labels, "app.kubernetes.io/name", List.of("named"));
    maybe(15, labels, "version", List.of("v2"));
    maybe(15, labels, "job", List.of("backup"));
    maybe(15, labels, "tier", List.of("web"));
    maybe(20, labels, "sidecar.istio.io/inject", List.of("true", "true", "false", "", "yes", "False"));
    maybe(10, labels, "istio.io/rev", List.of("default", "canary", "prod", "nosuch"));
    maybe(5, labels, "service.istio.io/canonical-name", List.of("canonical"));
    return labels;
  }

  private Map<String, String> annotations() {
    Map<String, String> all = new TreeMap<>();
    maybe(10, all, "sidecar.istio.io/inject", List.of("true", "false", "nonsense"));
    maybe(15, all, "sidecar.istio.io/proxyCPU", List.of("5m", "0.5", "100m", "1e-1", "nonsense"));
    maybe(15, all, "sidecar.istio.io/proxyMemory", List.of("64Mi", "65536Ki", "67108864", "64M"));
    maybe(15, all, "sidecar.istio.io/proxyCPULimit", List.of("1000m", "2", "1500m"));
    maybe(15, all, "sidecar.istio.io/proxyMemoryLimit", List.of("1024Mi", "1Gi", "2000Mi"));
    maybe(10, all, "sidecar.istio.io/proxyImage", List.of("other.example/proxy:7", "proxyv2:dev", ""));
    maybe(10, all, "sidecar.istio.io/proxyImageType", List.of("distroless", "debug", "default", ""));
    maybe(25, all, "sidecar.istio.io/nativeSidecar", List.of("true", "false", "false", "no", ""));
    maybe(12, all, "sidecar.istio.io/interceptionMode", List.of("REDIRECT", "TPROXY", "NONE", "SOMETIMES"));
    maybe(8, all, "sidecar.istio.io/rewriteAppHTTPProbers", List.of("true", "false"));
    maybe(8, all, "sidecar.istio.io/logLevel", List.of("debug"));
    maybe(15, all, "proxy.istio.io/config", List.of("holdApplicationUntilProxyStarts: true",
        "image: {imageType: debug}", "image: {imageType: \"\"}", "{concurrency: 4, proxyMetadata: {A: \"1\", B: x}}",
        "interceptionMode: NONE", "{"));
    maybe(10, all, "inject.istio.io/templates", List.of("sidecar", "gateway", "gateway", "nosuch"));
    maybe(8, all, "traffic.sidecar.istio.io/includeInboundPorts", List.of("80,443", "*", ""));
    maybe(8, all, "traffic.sidecar.istio.io/excludeInboundPorts", List.of("9000", "15020"));
    maybe(8, all, "traffic.sidecar.istio.io/excludeOutboundIPRanges", List.of("10.1.0.0/16"));
    maybe(12, all, "prometheus.io/scrape", List.of("true", "false"));
    maybe(8, all, "prometheus.io/port", List.of("8080", "15020"));
    maybe(5, all, "prometheus.istio.io/merge-metrics", List.of("true", "false"));
    maybe(4, all, "sidecar.istio.io/status", List.of(
        "{\"initContainers\":[\"istio-init\"],\"containers\":[\"istio-proxy\"],\"revision\":\"old\"}",
        "{\"initContainers\":[\"istio-validation\",\"istio-proxy\"],\"containers\":null,\"revision\":\"old\"}"));
    maybe(4, all, "proxy.istio.io/overrides", List.of(
        "{\"containers\":[{\"name\":\"istio-proxy\",\"image\":\"over.example/proxy:9\",\"resources\":{}}]}",
        "{\"initContainers\":[{\"name\":\"istio-proxy\",\"image\":\"over.example/proxy:9\",\"resources\":{}}]}"));
    maybe(5, all, "kubectl.kubernetes.io/default-container", List.of("app"));
    return all;
  }

  private ObjectNode spec(Map<String, String> annotations) {
    List<String> containers = new ArrayList<>(List.of(application("app", true)));
    if (chance(25)) {
      containers.add(application("second", false));
    }
    List<String> initContainers = new ArrayList<>();
    if (chance(20)) {
      initContainers.add("{\"name\": \"setup\", \"image\": \"setup:1\", " + CONTAINER.formatted("") + "}");
    }
    if (chance(12)) {
      containers.add(chance(50) ? 0 : containers.size(), ownProxy());
      annotations.remove("sidecar.istio.io/interceptionMode", "SOMETIMES");
    }
    String restart = chance(15) ? "Never" : "Always";
    ObjectNode spec = (ObjectNode) JSON.readTree("""
        {"containers": [%s], "initContainers": [%s], "restartPolicy": "%s", "terminationGracePeriodSeconds": 30,
        "dnsPolicy": "ClusterFirst", "serviceAccountName": "default", "serviceAccount": "default",
        "securityContext": {}, "schedulerName": "default-scheduler", "enableServiceLinks": true,
        "automountServiceAccountToken": false, "volumes": [{"name": "own", "emptyDir": {}}]}"""
        .formatted(String.join(",", containers), String.join(",", initContainers), restart));
    if (initContainers.isEmpty()) {
      spec.remove("initContainers");
    }
    if (chance(5)) {
      spec.put("hostNetwork", true).path("containers").forEach(container -> container.path("ports").forEach(port ->
          ((ObjectNode) port).set("hostPort", port.path("containerPort"))));
    }
    return spec;
  }

  private String application(String name, boolean probed) {
    String probes = probed && chance(40) ? ", \"readinessProbe\": " + PROBE.formatted(pick(List.of(
        "\"httpGet\": {\"path\": \"/ready\", \"port\": \"http\", \"scheme\": \"HTTP\"}",
        "\"httpGet\": {\"path\": \"/ready\", \"port\": 9, \"scheme\": \"HTTPS\", \"httpHeaders\": "
            + "[{\"name\": \"A\", \"value\": \"b\"}]}",
        "\"tcpSocket\": {\"port\": 8080}", "\"exec\": {\"command\": [\"true\"]}",
        "\"grpc\": {\"port\": 7, \"service\": \"s\"}"))) : "";
    String port = "{\"name\": \"%s\", \"containerPort\": %d, \"protocol\": \"TCP\"}"
        .formatted(probed ? "http" : "other", probed ? 8080 : 9090);
    return "{\"name\": \"%s\", \"image\": \"%s:1\", \"ports\": [%s], %s%s}"
        .formatted(name, name, port, CONTAINER.formatted(""), probes);
  }

  private String ownProxy() {
    String image = pick(List.of("auto", "auto", "pinned.example/proxy:3"));
    String resources = pick(List.of("", "\"requests\": {\"cpu\": \"7m\"}"));
    String security = chance(20) ? ", \"securityContext\": {\"runAsUser\": 1000}" : "";
    return "{\"name\": \"istio-proxy\", \"image\": \"%s\", \"env\": [{\"name\": \"OWN\", \"value\": \"1\"}], %s%s}"
        .formatted(image, CONTAINER.formatted(resources), security);
  }

  private void maybe(int percent, Map<String, String> map, String key, List<String> values) {
    if (chance(percent)) {
      map.put(key, pick(values));
    }
  }

  private boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  private <T> T pick(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }
}
