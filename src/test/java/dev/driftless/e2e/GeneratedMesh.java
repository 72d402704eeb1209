package dev.driftless.e2e;

import dev.driftless.e2e.MeshPatch.Part;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Configurations of a mesh, each of some changes to what was installed; the seed decides which. */
final class GeneratedMesh {

  private static final List<String> VALUES = List.of(
      "{\"global\": {\"hub\": \"r.example/istio\"}}", "{\"global\": {\"hub\": \"localhost:5000\"}}",
      "{\"global\": {\"tag\": \"1.30.3\"}}", "{\"global\": {\"tag\": 11}}", "{\"global\": {\"tag\": 1.10}}",
      "{\"global\": {\"tag\": \"1.31.2-distroless\"}}", "{\"global\": {\"tag\": \"1.32-alpha.0123-debug\"}}",
      "{\"global\": {\"variant\": \"distroless\"}}", "{\"global\": {\"variant\": \"debug\"}}",
      "{\"global\": {\"variant\": \"default\"}}", "{\"global\": {\"variant\": \"\"}}",
      "{\"global\": {\"proxy\": {\"image\": \"proxyv3\"}}}", "{\"global\": {\"proxy_init\": {\"image\": \"other\"}}}",
      "{\"global\": {\"proxy\": {\"image\": \"eu.example/a/proxyv2:1.31.2-distroless\"}}}",
      "{\"global\": {\"proxy\": {\"image\": \"a/proxy@sha256:" + "1b".repeat(32) + "\"}}}",
      "{\"global\": {\"proxy\": {\"resources\": null}}}", "{\"global\": {\"proxy\": {\"resources\": {}}}}",
      resources("null", "{\"cpu\": \"10m\"}"), resources("{\"cpu\": \"2000m\", \"memory\": \"1024Mi\"}", "null"),
      resources("{\"cpu\": null, \"memory\": \"1Gi\"}", "{\"cpu\": \"0.1\", \"memory\": null}"),
      resources("{\"cpu\": \"2\", \"memory\": \"2048Mi\", \"ephemeral-storage\": \"1000Ki\"}",
          "{\"cpu\": \"0.1\", \"memory\": \"134217728\"}"),
      resources("{\"cpu\": \"1.5\"}", "{\"memory\": \"0.1Gi\", \"cpu\": \"1e-1\"}"), resources("{}", "{}"),
      "{\"pilot\": {\"cni\": {\"enabled\": true}}}", "{\"pilot\": {\"cni\": {\"enabled\": true}}}",
      "{\"pilot\": {\"cni\": null}}", "{\"istio_cni\": {\"enabled\": true}}",
      "{\"global\": {\"proxy\": {\"holdApplicationUntilProxyStarts\": true}}}",
      "{\"global\": {\"proxy\": {\"lifecycle\": {\"preStop\": {\"exec\": {\"command\": [\"sleep\"]}}}}}}",
      "{\"global\": {\"proxy\": {\"lifecycle\": {\"postStart\": {\"exec\": {\"command\": [\"pilot-agent\", "
          + "\"wait\"]}}}}}}",
      "{\"global\": {\"proxy\": {\"lifecycle\": {}}}}", "{\"global\": {\"proxy\": {\"statusPort\": 15025}}}",
      "{\"global\": {\"logAsJson\": true, \"proxy\": {\"logLevel\": \"debug\", \"privileged\": true}}}",
      "{\"global\": {\"proxy\": {\"startupProbe\": {\"enabled\": false}}}}",
      "{\"global\": {\"meshID\": \"mesh1\", \"network\": \"net1\", \"caAddress\": \"ca:15012\"}}",
      "{\"global\": {\"proxy\": {\"includeIPRanges\": \"10.0.0.0/8\", \"excludeInboundPorts\": \"81\"}}}",
      "{\"sidecarInjectorWebhook\": {\"rewriteAppHTTPProbe\": false}}", "{\"unknown\": {\"value\": 1}}",
      "{\"gateways\": {\"securityContext\": {\"runAsUser\": 1000}}}",
      "{\"global\": {\"proxy\": {\"autoInject\": \"disabled\"}}}");

  private static final List<String> CONFIGS = List.of(
      "{\"policy\": \"disabled\"}", "{\"policy\": \"disabled\"}", "{\"policy\": \"off\"}",
      "{\"neverInjectSelector\": [{\"matchLabels\": {\"job\": \"backup\"}}]}",
      "{\"neverInjectSelector\": [{}, {\"matchExpressions\": [{\"key\": \"version\", \"operator\": \"Exists\"}]}]}",
      "{\"neverInjectSelector\": [{\"matchExpressions\": [{\"key\": \"app\", \"operator\": \"NotIn\", \"values\":"
          + " [\"shop\"]}, {\"key\": \"tier\", \"operator\": \"DoesNotExist\"}]}]}",
      "{\"neverInjectSelector\": [{\"matchExpressions\": [{\"key\": \"app\", \"operator\": \"Sometimes\"}]}]}",
      "{\"alwaysInjectSelector\": [{\"matchLabels\": {\"tier\": \"web\"}}], \"policy\": \"disabled\"}",
      "{\"alwaysInjectSelector\": [{}, {\"matchExpressions\": [{\"key\": \"app\", \"operator\": \"In\", \"values\":"
          + " [\"shop\", \"x\"]}]}]}",
      "{\"injectedAnnotations\": {\"sidecar.istio.io/statsInclusionPrefixes\": \"cluster.mesh\"}}",
      "{\"injectedAnnotations\": {\"sidecar.istio.io/statsEvictionInterval\": \"1m\", \"own\": \"x\"}}",
      "{\"injectedAnnotations\": {\"prometheus.io/scrape\": \"false\"}}",
      "{\"injectedAnnotations\": {\"own.example/a\": \"1\", \"prometheus.io/path\": \"/x\"}}",
      "{\"aliases\": {\"mine\": [\"sidecar\"]}, \"defaultTemplates\": [\"mine\"]}",
      "{\"aliases\": {\"mine\": [\"gateway\"]}}",
      "{\"aliases\": {\"sidecar\": [\"gateway\"], \"mine\": [\"sidecar\"]}}",
      "{\"defaultTemplates\": []}", "{\"defaultTemplates\": [\"gateway\"]}");

  private static final List<String> MESHES = List.of(
      "{\"enablePrometheusMerge\": false}", "{\"enablePrometheusMerge\": true}", "{\"enablePrometheusMerge\": null}",
      proxy("\"concurrency\": 0"), proxy("\"concurrency\": 2"), proxy("\"concurrency\": \"4\""),
      proxy("\"proxyMetadata\": {\"ISTIO_META_DNS_CAPTURE\": \"true\"}"),
      proxy("\"proxyMetadata\": {\"A\": \"1\", \"B\": \"2\"}"), proxy("\"tracing\": {\"sampling\": 10.5}"),
      proxy("\"tracing\": {\"zipkin\": {\"address\": \"z.mesh:9411\"}, \"sampling\": 0}"),
      proxy("\"tracing\": {\"customTags\": {\"a\": {\"literal\": {\"value\": \"b\"}}}, \"max_path_tag_length\": 99}"),
      proxy("\"tracing\": {}"), proxy("\"proxyStatsMatcher\": {\"inclusionPrefixes\": [\"a\", \"b\"]}"),
      proxy("\"proxyStatsMatcher\": {\"inclusionSuffixes\": [], \"inclusion_regexps\": [\".*\"]}"),
      proxy("\"gatewayTopology\": {\"numTrustedProxies\": 1}"), proxy("\"gatewayTopology\": {}"),
      proxy("\"gatewayTopology\": {\"numTrustedProxies\": 0, \"forwardClientCertDetails\": \"APPEND_FORWARD\"}"),
      proxy("\"drainDuration\": \"1m\""), proxy("\"drainDuration\": \"45s\""), proxy("\"drain_duration\": \"60s\""),
      proxy("\"terminationDrainDuration\": \"1m5s\""), proxy("\"terminationDrainDuration\": \"0s\""),
      proxy("\"terminationDrainDuration\": \"2.5s\""), proxy("\"image\": {\"imageType\": \"debug\"}"),
      proxy("\"image\": {\"imageType\": \"distroless\"}"), proxy("\"image\": {\"imageType\": \"default\"}"),
      proxy("\"image\": {\"imageType\": \"\"}"), proxy("\"interceptionMode\": \"TPROXY\""),
      proxy("\"interceptionMode\": \"NONE\""),
      proxy("\"holdApplicationUntilProxyStarts\": true"), proxy("\"holdApplicationUntilProxyStarts\": true"),
      proxy("\"extraStatTags\": [\"x\"]"), proxy("\"runtimeValues\": {\"a.b\": \"true\"}"),
      proxy("\"statusPort\": 15025"), proxy("\"statusPort\": 15020"), proxy("\"serviceCluster\": \"mesh\""),
      proxy("\"tracingServiceName\": \"CANONICAL_NAME_AND_NAMESPACE\""),
      proxy("\"discoveryAddress\": \"d.x.svc:15012\""),
      proxy("\"proxyHeaders\": {\"server\": {\"value\": \"x\"}, \"requestId\": {\"disabled\": true}}"),
      proxy("\"statNameLength\": 300, \"proxyAdminPort\": 15009"), proxy("\"unknownField\": {\"a\": 1}"),
      proxy("\"controlPlaneAuthPolicy\": \"NONE\""), proxy("\"configPath\": \"/x\", \"binaryPath\": \"/y\""),
      proxy("\"readinessProbe\": {\"httpGet\": {\"path\": \"/r\", \"port\": 8}, \"periodSeconds\": 3}"),
      proxy("\"envoyMetricsService\": {\"address\": \"m:1\", \"tlsSettings\": {\"mode\": \"ISTIO_MUTUAL\"}}"),
      proxy("\"privateKeyProvider\": {\"cryptomb\": {\"pollDelay\": \"10s\"}}"),
      proxy("\"fileFlushInterval\": \"5s\", \"fileFlushMinSizeKb\": 128"), proxy("\"meshId\": \"m\""),
      proxy("\"caCertificatesPem\": [\"pem\"]"), proxy("\"zipkinAddress\": \"z:9411\""),
      "{\"rootNamespace\": \"roots\"}", "{\"rootNamespace\": \"roots\"}",
      "{\"accessLogFile\": \"/dev/stdout\", \"enableTracing\": false}",
      "{\"inboundTrafficPolicy\": {\"mode\": \"LOCALHOST\"}}", "{\"defaultConfig\": null}",
      "{\"extensionProviders\": [{\"name\": \"o\", \"opentelemetry\": {\"service\": \"o.x.svc\", \"port\": 4317}}]}");

  private static final List<String> SPECS = List.of(
      "\"concurrency\": 0", "\"concurrency\": 3", "\"concurrency\": 5", "\"image\": {\"imageType\": \"debug\"}",
      "\"image\": {\"imageType\": \"\"}", "\"image\": {\"imageType\": \"default\"}", "\"image\": {}",
      "\"environmentVariables\": {\"A\": \"resource\", \"D\": \"\"}",
      "\"environmentVariables\": {\"ISTIO_META_DNS_CAPTURE\": \"true\"}", "\"environmentVariables\": {}",
      "\"concurrency\": 1, \"image\": {\"imageType\": \"distroless\"}, \"environmentVariables\": {\"B\": \"9\"}");
  private static final List<String> SELECTORS = List.of("\"matchLabels\": {\"app\": \"shop\"}",
      "\"matchLabels\": {\"app\": \"shop\", \"tier\": \"web\"}", "\"matchLabels\": {}", "",
      "\"matchLabels\": {\"app\": \"orders\"}");

  private final SplittableRandom random;

  GeneratedMesh(long seed) {
    random = new SplittableRandom(seed);
  }

  List<MeshPatch> next() {
    List<MeshPatch> patches = new ArrayList<>();
    some(5, () -> patches.add(MeshPatch.values(pick(VALUES)).of(revision())));
    some(2, () -> patches.add(MeshPatch.config(pick(CONFIGS)).of(revision())));
    some(6, () -> patches.add(MeshPatch.mesh(pick(MESHES)).of(revision())));
    int resources = random.nextInt(5) - 1;
    for (int i = 0; i < resources; i++) {
      patches.add(MeshPatch.proxyConfig(proxyConfig("c" + random.nextInt(100, 1000))));
    }
    if (random.nextInt(8) == 0) {
      patches.add(MeshPatch.of(Part.NODE, "{\"version\": \"%s\"}".formatted(
          pick(List.of("v1.32.9", "v1.32.9", "v1.31.0-eks-1", "v1.30.2+k3s1")))));
    }
    return patches;
  }

  private String proxyConfig(String name) {
    String selector = random.nextInt(5) < 2 ? ", \"selector\": {" + pick(SELECTORS) + "}" : "";
    String labels = random.nextInt(6) == 0 ? ", \"metadata\": {\"labels\": {\"istio.io/rev\": \"%s\"}}"
        .formatted(pick(List.of("default", "canary", "prod"))) : "";
    return "{\"namespace\": \"%s\", \"name\": \"%s\"%s, \"spec\": {%s%s}}".formatted(pick(List.of("istio-system",
        "istio-system", "enabled", "enabled", "enabled", "rev-prod", "roots", "movable")), name, labels, pick(SPECS),
        selector);
  }

  private String revision() {
    return random.nextInt(5) == 0 ? "canary" : "default";
  }

  private void some(int most, Runnable add) {
    int times = random.nextInt(most);
    for (int i = 0; i < times; i++) {
      add.run();
    }
  }

  private String pick(List<String> from) {
    return from.get(random.nextInt(from.size()));
  }

  private static String proxy(String fields) {
    return "{\"defaultConfig\": {" + fields + "}}";
  }

  private static String resources(String limits, String requests) {
    return "{\"global\": {\"proxy\": {\"resources\": {\"limits\": %s, \"requests\": %s}}}}".formatted(limits, requests);
  }
}
