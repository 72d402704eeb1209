package dev.driftless.core.injection;

import dev.driftless.core.model.ControlPlaneFacts;
import dev.driftless.core.model.InjectorFacts;
import dev.driftless.core.model.MeshConfigFacts;
import dev.driftless.core.model.Parsed;
import dev.driftless.core.model.ProxyConfigFacts;
import dev.driftless.core.model.Resources;
import dev.driftless.core.model.WebhookConfigFacts;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Meshes for tests, built from the fixtures or from a few lines of YAML. */
final class Meshes {

  static final String VALUES = "global: {hub: docker.io/istio, tag: 1.30.3, proxy: {image: proxyv2}}";

  private Meshes() {}

  static List<WebhookConfigFacts> webhooks(String... files) {
    return Stream.of(files).map(Fixtures::webhooks).sorted(Comparator.comparing(WebhookConfigFacts::name)).toList();
  }

  /** Both revisions of the fixtures as they are, with istiods of the given versions. */
  static MeshFacts fixtures(List<WebhookConfigFacts> webhooks, String defaultVersion, String revisionVersion) {
    return new MeshFacts(webhooks,
        byRevision(List.of(Fixtures.injector("configmap-injector-default.yaml"),
            Fixtures.injector("configmap-injector-rev-1-26-2.yaml")), InjectorFacts::revision),
        byRevision(Fixtures.meshConfigs("configmap-mesh.yaml"), MeshConfigFacts::revision),
        controlPlanes(defaultVersion, revisionVersion));
  }

  /** One unrevisioned control plane without a MeshConfig. */
  static MeshFacts single(Parsed config, Parsed values, Optional<ControlPlaneFacts> controlPlane) {
    return new MeshFacts(webhooks("mwc-default.yaml"),
        Map.of("default", new InjectorFacts("istio-sidecar-injector", "default", config, values)), Map.of(),
        byRevision(controlPlane.stream().toList(), ControlPlaneFacts::revision));
  }

  /** One of 1.30 with these resources of the proxy. */
  static MeshFacts mesh(String resources) {
    return single(Fixtures.parsed("policy: enabled"), Fixtures.parsed(
        "global: {hub: docker.io/istio, tag: 1.30.3, proxy: {image: proxyv2, resources: {%s}}}"
            .formatted(resources.equals("{}") ? "" : resources)),
        Optional.of(controlPlane("default", "1.30.3")));
  }

  static MeshFacts withMeshConfig(MeshFacts mesh, Parsed meshConfig) {
    return new MeshFacts(mesh.webhooks(), mesh.injectors(),
        Map.of("default", new MeshConfigFacts("istio", "default", meshConfig)), mesh.controlPlanes());
  }

  static MeshFacts withProxyConfigs(MeshFacts mesh, String namespace, ProxyConfigFacts... configs) {
    return new MeshFacts(mesh.webhooks(), mesh.injectors(), mesh.meshConfigs(), mesh.controlPlanes(),
        new MeshFacts.Surroundings(mesh.kubelets(), Map.of(namespace, List.of(configs)), mesh.defaulted()));
  }

  /** With what LimitRanges of that namespace give. */
  static MeshFacts defaulting(MeshFacts mesh, String namespace, Resources... defaults) {
    return new MeshFacts(mesh.webhooks(), mesh.injectors(), mesh.meshConfigs(), mesh.controlPlanes(),
        new MeshFacts.Surroundings(mesh.kubelets(), mesh.proxyConfigs(), Map.of(namespace, List.of(defaults))));
  }

  static MeshFacts withoutInjectors(MeshFacts mesh) {
    return new MeshFacts(mesh.webhooks(), Map.of(), mesh.meshConfigs(), mesh.controlPlanes());
  }

  static Map<String, ControlPlaneFacts> controlPlanes(String defaultVersion, String revisionVersion) {
    return byRevision(List.of(controlPlane("default", defaultVersion), controlPlane("1-26-2", revisionVersion)),
        ControlPlaneFacts::revision);
  }

  static ControlPlaneFacts controlPlane(String revision, String tag) {
    return new ControlPlaneFacts("istiod", revision, "docker.io/istio/pilot:" + tag, Optional.empty(),
        Map.of(), ControlPlaneFacts.State.SETTLED, "");
  }

  private static <T> Map<String, T> byRevision(List<T> facts, Function<T, String> revision) {
    return facts.stream().collect(Collectors.toMap(revision, Function.identity()));
  }
}
