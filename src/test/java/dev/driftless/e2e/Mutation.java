package dev.driftless.e2e;

import static dev.driftless.core.drift.DriftReason.CONTAINER_KIND;
import static dev.driftless.core.drift.DriftReason.DANGLING_REVISION;
import static dev.driftless.core.drift.DriftReason.IMAGE;
import static dev.driftless.core.drift.DriftReason.INIT_KIND;
import static dev.driftless.core.drift.DriftReason.MISSING_SIDECAR;
import static dev.driftless.core.drift.DriftReason.PROMETHEUS_MERGE;
import static dev.driftless.core.drift.DriftReason.PROXY_CONFIG;
import static dev.driftless.core.drift.DriftReason.RESOURCES;
import static dev.driftless.core.drift.DriftReason.UNWANTED_SIDECAR;
import static dev.driftless.core.drift.DriftReason.WRONG_REVISION;

import dev.driftless.core.drift.DriftReason;
import dev.driftless.e2e.MeshPatch.Part;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One change of a mesh, and in what it makes one pod drift that was made before.
 *
 * @param annotations of that pod
 * @param before      the mesh in which the pod was made
 */
record Mutation(String name, String namespace, Map<String, String> annotations, List<MeshPatch> before,
    List<MeshPatch> after, Set<DriftReason> reasons) {

  private static final JsonMapper JSON = new JsonMapper();

  static final List<Mutation> DRIFTING = List.of(
      of("another tag", MeshPatch.values("{\"global\": {\"tag\": \"1.30.3\"}}"), IMAGE),
      of("a variant", MeshPatch.values("{\"global\": {\"variant\": \"distroless\"}}"), IMAGE),
      of("a full reference", MeshPatch.values("{\"global\": {\"proxy\": {\"image\": \"r/p:1.30.3\"}}}"), IMAGE),
      of("other amounts", proxy("\"resources\": {\"limits\": {\"cpu\": \"3\"}}"),
          RESOURCES),
      of("no amounts", MeshPatch.values("{\"global\": {\"proxy\": {\"resources\": null}}}"), RESOURCES),
      of("CNI", MeshPatch.values("{\"pilot\": {\"cni\": {\"enabled\": true}}}"), INIT_KIND),
      of("held", proxy("\"holdApplicationUntilProxyStarts\": true"),
          PROXY_CONFIG).with("sidecar.istio.io/nativeSidecar", "false"),
      of("held by the mesh", MeshPatch.mesh("{\"defaultConfig\": {\"holdApplicationUntilProxyStarts\": true}}"),
          PROXY_CONFIG).with("sidecar.istio.io/nativeSidecar", "false"),
      of("DNS", MeshPatch.mesh("{\"defaultConfig\": {\"proxyMetadata\": {\"ISTIO_META_DNS_CAPTURE\": \"true\"}}}"),
          PROXY_CONFIG),
      of("concurrency", MeshPatch.mesh("{\"defaultConfig\": {\"concurrency\": 0}}"), PROXY_CONFIG),
      of("drain", MeshPatch.mesh("{\"defaultConfig\": {\"drainDuration\": \"1m\"}}"), PROXY_CONFIG),
      of("no merged metrics", MeshPatch.mesh("{\"enablePrometheusMerge\": false}"), PROMETHEUS_MERGE),
      of("status port", MeshPatch.mesh("{\"defaultConfig\": {\"statusPort\": 15025}}"), PROMETHEUS_MERGE,
          PROXY_CONFIG),
      of("no interception", MeshPatch.mesh("{\"defaultConfig\": {\"interceptionMode\": \"NONE\"}}"), INIT_KIND,
          PROXY_CONFIG),
      of("image type", MeshPatch.mesh("{\"defaultConfig\": {\"image\": {\"imageType\": \"debug\"}}}"), IMAGE),
      of("statistics", MeshPatch.config(
          "{\"injectedAnnotations\": {\"sidecar.istio.io/statsInclusionPrefixes\": \"x\"}}"), PROXY_CONFIG),
      of("scraping", MeshPatch.config("{\"injectedAnnotations\": {\"prometheus.io/path\": \"/x\"}}"),
          PROMETHEUS_MERGE),
      of("gateways by default", MeshPatch.config("{\"defaultTemplates\": [\"gateway\"]}"), CONTAINER_KIND, INIT_KIND,
          RESOURCES),
      of("policy off", MeshPatch.config("{\"policy\": \"off\"}"), UNWANTED_SIDECAR),
      of("policy disabled", MeshPatch.config("{\"policy\": \"disabled\"}"), UNWANTED_SIDECAR),
      of("never", MeshPatch.config("{\"neverInjectSelector\": [{\"matchLabels\": {\"app\": \"shop\"}}]}"),
          UNWANTED_SIDECAR),
      of("an old kubelet", MeshPatch.of(Part.NODE, "{\"version\": \"v1.32.9\"}"), CONTAINER_KIND),
      of("a ProxyConfig", proxyConfig("enabled", "", "\"concurrency\": 3"), PROXY_CONFIG),
      of("one for all", proxyConfig("istio-system", "", "\"image\": {\"imageType\": \"debug\"}"), IMAGE),
      of("one that selects", proxyConfig("enabled", "", "\"environmentVariables\": {\"A\": \"1\"}, \"selector\": "
          + "{\"matchLabels\": {\"app\": \"shop\"}}"), PROXY_CONFIG).with("proxy.istio.io/config",
              "proxyMetadata: {A: '2'}"),
      of("no label", namespace("{}", ""), UNWANTED_SIDECAR).in(LiveMesh.MOVABLE),
      of("nobody's label", namespace("{\"istio.io/rev\": \"nosuch\"}", ""), DANGLING_REVISION).in(LiveMesh.MOVABLE),
      of("another revision", namespace("{\"istio.io/rev\": \"canary\"}", "canary"), WRONG_REVISION, IMAGE,
          PROXY_CONFIG).in(LiveMesh.MOVABLE),
      of("a moved tag", MeshPatch.of(Part.TAG, "{\"revision\": \"default\"}"), WRONG_REVISION, IMAGE,
          PROXY_CONFIG).in("rev-prod"),
      new Mutation("a label", LiveMesh.MOVABLE, Map.of(), List.of(namespace("{}", "")), List.of(),
          Set.of(MISSING_SIDECAR)),
      new Mutation("policy enabled", "enabled", Map.of(), List.of(MeshPatch.config("{\"policy\": \"disabled\"}")),
          List.of(), Set.of(MISSING_SIDECAR)));

  static final List<Mutation> HARMLESS = List.of(
      of("comments", MeshPatch.of(Part.COMMENT, "")), of("another order", MeshPatch.of(Part.ORDER, "")),
      of("nobody's value", MeshPatch.values("{\"nobody\": {\"reads\": \"this\"}}")),
      of("nobody's field", MeshPatch.mesh("{\"nobody\": {\"reads\": \"this\"}}")),
      of("the log level", MeshPatch.values("{\"global\": {\"proxy\": {\"logLevel\": \"debug\"}}}")),
      of("access logs", MeshPatch.mesh("{\"accessLogFile\": \"/dev/stdout\"}")),
      of("the same amounts", MeshPatch.values(
          "{\"global\": {\"proxy\": {\"resources\": {\"limits\": {\"cpu\": \"2\", \"memory\": \"1Gi\"}}}}}")),
      of("what is the default", MeshPatch.mesh(
          "{\"defaultConfig\": {\"drainDuration\": \"45s\", \"statusPort\": 15020}}")),
      of("held, and native", proxy("\"holdApplicationUntilProxyStarts\": true")),
      of("another's tag", MeshPatch.values("{\"global\": {\"tag\": \"1.29.0\"}}").of("canary")),
      of("a pinned image", MeshPatch.values("{\"global\": {\"tag\": \"1.30.3\"}}"))
          .with("sidecar.istio.io/proxyImage", "pinned.example/proxyv2:1.29.0"),
      of("a pinned type", MeshPatch.mesh("{\"defaultConfig\": {\"image\": {\"imageType\": \"debug\"}}}"))
          .with("sidecar.istio.io/proxyImageType", "distroless"),
      of("own amounts", proxy("\"resources\": {\"limits\": {\"cpu\": \"3\"}}"))
          .with("sidecar.istio.io/proxyCPU", "50m"),
      of("own concurrency", MeshPatch.mesh("{\"defaultConfig\": {\"concurrency\": 5}}"))
          .with("proxy.istio.io/config", "concurrency: 2"),
      of("own scraping", MeshPatch.mesh("{\"enablePrometheusMerge\": false}"))
          .with("prometheus.istio.io/merge-metrics", "true"),
      of("a kind of its own", MeshPatch.of(Part.NODE, "{\"version\": \"v1.32.9\"}"))
          .with("sidecar.istio.io/nativeSidecar", "true"),
      of("a ProxyConfig for others", proxyConfig("enabled", "", "\"concurrency\": 3, \"selector\": "
          + "{\"matchLabels\": {\"app\": \"orders\"}}")),
      of("a ProxyConfig of another revision", proxyConfig("enabled", "\"istio.io/rev\": \"canary\"",
          "\"concurrency\": 3")),
      of("a ProxyConfig elsewhere", proxyConfig("roots", "", "\"concurrency\": 3")));

  /** A pod that says nothing but what the mutation wants. */
  GeneratedPods.Case pod() {
    ObjectNode pod = (ObjectNode) JSON.readTree("""
        {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "target", "labels": {"app": "shop"}},
        "spec": {"containers": [{"name": "app", "image": "app:1"}]}}""");
    ((ObjectNode) pod.path("metadata")).set("annotations", JSON.valueToTree(annotations));
    return new GeneratedPods.Case(namespace, pod);
  }

  @Override
  public String toString() {
    return name;
  }

  private static Mutation of(String name, MeshPatch change, DriftReason... reasons) {
    return new Mutation(name, "enabled", Map.of(), List.of(), List.of(change), Set.of(reasons));
  }

  private Mutation with(String annotation, String value) {
    return new Mutation(name, namespace, Map.of(annotation, value), before, after, reasons);
  }

  private Mutation in(String other) {
    return new Mutation(name, other, annotations, before, after, reasons);
  }

  private static MeshPatch proxyConfig(String namespace, String labels, String spec) {
    return MeshPatch.proxyConfig("""
        {"namespace": "%s", "name": "one", "metadata": {"labels": {%s}}, "spec": {%s}}"""
        .formatted(namespace, labels, spec));
  }

  private static MeshPatch proxy(String values) {
    return MeshPatch.values("{\"global\": {\"proxy\": {%s}}}".formatted(values));
  }

  private static MeshPatch namespace(String labels, String revision) {
    return MeshPatch.of(Part.NAMESPACE, "{\"labels\": %s, \"revision\": \"%s\"}".formatted(labels, revision));
  }
}
