package dev.driftless.sim.mesh;

import dev.driftless.sim.api.MergePatch;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * The ConfigMaps of a release: the chart's values as far as the injector reads them, and the names of its templates
 * without their text.
 *
 * @see <a href="https://istio.io/latest/docs/setup/install/helm/">Install with Helm</a>; the values are those that
 *      {@code istioctl manifest generate} printed for 1.32
 */
final class ChartValues {

  private static final YAMLMapper YAML = new YAMLMapper();
  private static final String VALUES = """
      gateways: {seccompProfile: {}, securityContext: {}}
      global:
        caAddress: ""
        hub: docker.io/istio
        imagePullPolicy: ""
        imagePullSecrets: []
        istioNamespace: istio-system
        logAsJson: false
        logging: {level: "default:info"}
        meshID: ""
        multiCluster: {clusterName: ""}
        nativeNftables: false
        network: ""
        pilotCertProvider: istiod
        proxy:
          autoInject: enabled
          clusterDomain: cluster.local
          componentLogLevel: "misc:error"
          excludeIPRanges: ""
          excludeInboundPorts: ""
          excludeOutboundPorts: ""
          image: proxyv2
          includeIPRanges: "*"
          includeInboundPorts: "*"
          includeOutboundPorts: ""
          logLevel: warning
          outlierLogPath: ""
          privileged: false
          readinessFailureThreshold: 4
          readinessInitialDelaySeconds: 0
          readinessPeriodSeconds: 15
          resources: {limits: {cpu: 2000m, memory: 1024Mi}, requests: {cpu: 100m, memory: 128Mi}}
          seccompProfile: {}
          startupProbe: {enabled: true, failureThreshold: 600}
          statusPort: 15020
          tracer: none
        proxy_init: {forceApplyIptables: false, image: proxyv2}
        sds: {token: {aud: istio-ca}}
        sts: {servicePort: 0}
        variant: ""
      pilot: {cni: {enabled: false, provider: default}, env: {}}
      sidecarInjectorWebhook: {alwaysInjectSelector: [], defaultTemplates: [], enableNamespacesByDefault: false,
        injectedAnnotations: {}, neverInjectSelector: [], reinvocationPolicy: Never, rewriteAppHTTPProbe: true}
      """;
  private static final String MESH = """
      defaultProviders: {metrics: [prometheus]}
      enablePrometheusMerge: true
      rootNamespace: istio-system
      trustDomain: cluster.local
      """;

  private ChartValues() {}

  static ObjectNode values(MeshRelease release) {
    ObjectNode base = merged(YAML.readTree(VALUES), Tree.object(
        "revision", release.isDefault() ? "" : release.revision(), "global", Tree.object("tag", release.tag())));
    return merged(base, release.values());
  }

  /** With templates that say only that they are there. */
  static ObjectNode config(MeshRelease release) {
    JsonNode webhook = values(release).path("sidecarInjectorWebhook");
    JsonNode annotations = webhook.path("injectedAnnotations");
    return Tree.object("defaultTemplates", Tree.given(webhook, "defaultTemplates")
            ? webhook.path("defaultTemplates") : Tree.array("sidecar"),
        "policy", Tree.text(values(release), "global", "proxy", "autoInject"),
        "alwaysInjectSelector", webhook.path("alwaysInjectSelector"),
        "neverInjectSelector", webhook.path("neverInjectSelector"),
        "injectedAnnotations", annotations.isEmpty() ? null : annotations,
        "templates", Tree.object("sidecar", "spec: {}", "gateway", "spec: {}", "grpc-simple", "spec: {}",
            "grpc-agent", "spec: {}", "waypoint", "spec: {}", "kube-gateway", "spec: {}"));
  }

  static ObjectNode mesh(MeshRelease release) {
    ObjectNode base = Tree.with(YAML.readTree(MESH), "defaultConfig",
        Tree.object("discoveryAddress", "istiod" + release.suffix() + ".istio-system.svc:15012"));
    String variant = Tree.text(values(release), "global", "variant");
    ObjectNode imaged = variant.isEmpty() ? base : merged(base, Tree.object("defaultConfig",
        Tree.object("image", Tree.object("imageType", variant))));
    return merged(imaged, release.mesh());
  }

  /** As Helm lays values over each other. */
  private static ObjectNode merged(JsonNode base, ObjectNode over) {
    return new MergePatch(over).applyTo((ObjectNode) base);
  }

  static String yaml(JsonNode value) {
    return YAML.writeValueAsString(value);
  }
}
