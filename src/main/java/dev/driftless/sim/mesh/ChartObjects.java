package dev.driftless.sim.mesh;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The objects of a release, as the chart istiod writes them; fields that nothing in the simulated cluster looks at are
 * left out.
 *
 * @see <a href="https://istio.io/latest/docs/setup/install/helm/">Install with Helm</a>
 */
final class ChartObjects {

  private ChartObjects() {}

  static ObjectNode injectorConfigMap(MeshRelease release) {
    return Tree.object("metadata", metadata(release, "istio-sidecar-injector" + release.suffix(), Map.of()), "data",
        Tree.object("config", ChartValues.yaml(ChartValues.config(release)),
            "values", ChartValues.values(release).toPrettyString()));
  }

  static ObjectNode meshConfigMap(MeshRelease release) {
    return Tree.object("metadata", metadata(release, "istio" + release.suffix(), Map.of()), "data",
        Tree.object("mesh", ChartValues.yaml(ChartValues.mesh(release)), "meshNetworks", "networks: {}"));
  }

  static ObjectNode serviceAccount(MeshRelease release) {
    return Tree.object("metadata", metadata(release, "istiod" + release.suffix(), Map.of()));
  }

  static ObjectNode service(MeshRelease release) {
    List<JsonNode> ports = List.of(port("grpc-xds", 15010, 15010), port("https-dns", 15012, 15012),
        port("https-webhook", 443, 15017), port("http-monitoring", 15014, 15014));
    return Tree.object("metadata", metadata(release, "istiod" + release.suffix(), istiodLabels()),
        "spec", Tree.object("ports", ports, "selector", selector(release)));
  }

  private static ObjectNode port(String name, int port, int target) {
    return Tree.object("name", name, "port", port, "protocol", "TCP", "targetPort", target);
  }

  private static ObjectNode selector(MeshRelease release) {
    return release.isDefault() ? Tree.object("app", "istiod", "istio", "pilot")
        : Tree.object("app", "istiod", "istio.io/rev", release.revision());
  }

  static ObjectNode deployment(MeshRelease release) {
    return Tree.object("metadata", metadata(release, "istiod" + release.suffix(), istiodLabels()), "spec", Tree.object(
        "selector", Tree.object("matchLabels",
            release.isDefault() ? Tree.object("istio", "pilot") : selector(release)),
        "strategy", Tree.object("rollingUpdate", Tree.object("maxSurge", "100%", "maxUnavailable", "25%")),
        "template", template(release)));
  }

  static ObjectNode template(MeshRelease release) {
    ObjectNode labels = Tree.with(labels(release), "app", "istiod", "istio", release.isDefault() ? "pilot" : "istiod",
        "istio.io/dataplane-mode", "none", "sidecar.istio.io/inject", "false");
    labels.remove("release");
    return Tree.object(
        "metadata", Tree.object("labels", labels, "annotations", Tree.object("prometheus.io/port", "15014",
            "prometheus.io/scrape", "true", "sidecar.istio.io/inject", "false")),
        "spec", Tree.object("containers", Tree.array(discovery(release)),
            "serviceAccountName", "istiod" + release.suffix()));
  }

  private static ObjectNode discovery(MeshRelease release) {
    ObjectNode values = ChartValues.values(release);
    String cluster = Tree.text(values, "global", "multiCluster", "clusterName");
    List<JsonNode> environment = new ArrayList<>(List.of(
        ProxyEnvironment.variable("REVISION", release.revision()),
        ProxyEnvironment.variable("PILOT_CERT_PROVIDER", Tree.text(values, "global", "pilotCertProvider")),
        ProxyEnvironment.variable("CLUSTER_ID",
            cluster.isEmpty() ? InjectorConfiguration.DEFAULT_CLUSTER : cluster)));
    Tree.at(values, "pilot", "env").properties().forEach(variable ->
        environment.add(ProxyEnvironment.variable(variable.getKey(), variable.getValue().asString(""))));
    return Tree.object("name", "discovery", "image", Tree.text(values, "global", "hub") + "/pilot:" + release.tag(),
        "args", List.of("discovery", "--monitoringAddr=:15014", "--domain", "cluster.local"),
        "env", environment,
        "ports", List.of(container("http-debug", 8080), container("grpc-xds", 15010), container("tls-xds", 15012),
            container("https-webhooks", 15017), container("http-monitoring", 15014)),
        "readinessProbe", Tree.object("httpGet", Tree.object("path", "/ready", "port", 8080),
            "initialDelaySeconds", 1, "periodSeconds", 3, "timeoutSeconds", 5),
        "resources", Tree.object("requests", Tree.object("cpu", "500m", "memory", "2048Mi")));
  }

  private static ObjectNode container(String name, int port) {
    return Tree.object("name", name, "containerPort", port, "protocol", "TCP");
  }

  private static Map<String, String> istiodLabels() {
    return Map.of("app", "istiod", "istio", "pilot");
  }

  static ObjectNode metadata(MeshRelease release, String name, Map<String, String> more) {
    ObjectNode labels = labels(release);
    more.entrySet().stream().sorted(Map.Entry.comparingByKey())
        .forEach(label -> labels.put(label.getKey(), label.getValue()));
    return Tree.object("name", name, "labels", labels);
  }

  static ObjectNode labels(MeshRelease release) {
    return Tree.object("app.kubernetes.io/instance", "istio", "app.kubernetes.io/managed-by", "Helm",
        "app.kubernetes.io/name", "istiod", "app.kubernetes.io/part-of", "istio",
        "app.kubernetes.io/version", release.tag(), "helm.sh/chart", "istiod-" + release.tag(),
        "istio.io/rev", release.revision(), "operator.istio.io/component", "Pilot", "release", "istio");
  }
}
