package dev.driftless.sim.mesh;

import tools.jackson.databind.JsonNode;

import java.util.List;
import java.util.Optional;

/**
 * What a template can say something with.
 *
 * @param original as it came
 * @param pod      without what an earlier injection left in it
 * @param revision of the istiod
 */
record TemplateInput(InjectedPod original, InjectedPod pod, InjectorConfiguration configuration,
    ProxyConfig proxyConfig, String revision, boolean nativeSidecar) {

  private static final String INTERCEPTION = "sidecar.istio.io/interceptionMode";
  private static final int ISTIO = 1337;

  static TemplateInput of(InjectedPod original, InjectorConfiguration configuration, String revision,
      boolean nativeByDefault) {
    InjectedPod pod = OwnContainers.stripped(original);
    String asked = pod.annotation("sidecar.istio.io/nativeSidecar");
    boolean nativeSidecar = asked.isEmpty() ? nativeByDefault : !asked.equals("false");
    return new TemplateInput(original, pod, configuration, ProxyConfig.of(pod, configuration.mesh()), revision,
        nativeSidecar);
  }

  JsonNode value(String... path) {
    return Tree.at(configuration.values(), path);
  }

  JsonNode global(String name) {
    return Tree.at(configuration.values(), "global", name);
  }

  JsonNode proxy(String name) {
    return Tree.at(configuration.values(), "global", "proxy", name);
  }

  String interceptionMode() {
    return pod.annotation(INTERCEPTION, Tree.node(proxyConfig.interceptionMode()));
  }

  /** Whether applications are to wait for the proxy; a native sidecar makes them wait anyway. */
  boolean holdsApplication() {
    return proxyConfig.holdsApplication() || Tree.given(proxy("holdApplicationUntilProxyStarts"));
  }

  /** The port of the agent, for probes and metrics. */
  String statusPort() {
    return pod.annotation("status.sidecar.istio.io/port", proxy("statusPort"));
  }

  /** The user that the proxy runs as: the one of a proxy container that the pod brings along, or Istio's own. */
  int user(String field) {
    return user(pod, field).orElse(ISTIO);
  }

  /** The user whose traffic is not redirected; also that of a proxy that an earlier injection left in the pod. */
  int redirectionUser(String field) {
    return user(original, field).orElse(ISTIO);
  }

  /** The proxy runs as root for TPROXY, even if the pod brings along one that says otherwise. */
  boolean forcesRoot() {
    boolean transparent = List.of(proxyConfig.interceptionMode(), interceptionMode()).contains("TPROXY");
    return transparent && user(original, "runAsUser").isPresent();
  }

  private static Optional<Integer> user(InjectedPod pod, String field) {
    return OwnContainers.LISTS.stream().flatMap(list -> pod.containers(list).stream())
        .filter(container -> Tree.text(container, "name").equals(InjectedPod.PROXY))
        .map(container -> Tree.at(container, "securityContext", field)).filter(Tree::given).findFirst()
        .map(JsonNode::intValue);
  }

  String trustDomain() {
    String ofMesh = Tree.text(configuration.mesh(), "trustDomain");
    String ofValues = global("trustDomain").asString("");
    return ofMesh.isEmpty() ? (ofValues.isEmpty() ? "cluster.local" : ofValues) : ofMesh;
  }
}
