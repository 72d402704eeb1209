package dev.driftless.sim.mesh;

import dev.driftless.sim.api.ApiException;
import dev.driftless.sim.api.ApiServer;
import dev.driftless.sim.api.Client;
import dev.driftless.sim.store.ObjectName;
import dev.driftless.sim.store.ResourceType;
import dev.driftless.sim.store.ResourceTypes;
import dev.driftless.sim.store.Store;
import dev.driftless.sim.time.Timeline;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

import java.time.Duration;
import java.time.Instant;

/** An API server with a mesh and recent nodes, but without controllers: istiod's pods are made by hand. */
final class MeshBed {

  static final MeshRelease RELEASE = MeshRelease.of("1.31.2");

  private static final YAMLMapper YAML = new YAMLMapper();

  final Timeline timeline = new Timeline(Instant.parse("2026-03-01T12:00:00Z"));
  final Store store = new Store(1000);
  final ApiServer server = new ApiServer(store, timeline, 7);
  final Client client = server.client("system:admin");
  final Mesh mesh = Mesh.in(server);

  MeshBed() throws ApiException {
    node("node-1", "v1.36.3");
    namespace("shop", "istio-injection", "enabled");
    namespace("plain", "a", "b");
  }

  /** With istiod ready, and its certificate in the webhooks. */
  MeshBed install(MeshRelease release) throws ApiException {
    mesh.installer().install(release);
    String istiod = "istiod" + release.suffix();
    ObjectNode pod = yaml("metadata: {name: %s-0, namespace: istio-system}".formatted(istiod));
    ObjectNode template = ChartObjects.template(release);
    ((ObjectNode) pod.get("metadata")).set("labels", Tree.at(template, "metadata", "labels"));
    pod.set("spec", template.get("spec"));
    client.create(ResourceTypes.PODS, "istio-system", pod);
    client.create(ResourceTypes.ENDPOINT_SLICES, "istio-system", yaml("""
        metadata: {name: %s, labels: {kubernetes.io/service-name: %s}}
        addressType: IPv4
        endpoints: [{addresses: [10.0.0.1], conditions: {ready: true}, targetRef: {kind: Pod, name: %s-0}}]"""
        .formatted(istiod, istiod, istiod)));
    timeline.run(Duration.ofSeconds(5));
    return this;
  }

  void unready(String istiod) throws ApiException {
    client.patch(ResourceTypes.ENDPOINT_SLICES, new ObjectName("istio-system", istiod), "", yaml("""
        endpoints: [{addresses: [10.0.0.1], conditions: {ready: false}, targetRef: {kind: Pod, name: %s-0}}]"""
        .formatted(istiod)));
  }

  void node(String name, String kubelet) throws ApiException {
    client.create(ResourceTypes.NODES, "", yaml("metadata: {name: %s}".formatted(name)));
    client.patch(ResourceTypes.NODES, new ObjectName("", name), "status",
        yaml("status: {nodeInfo: {kubeletVersion: %s}}".formatted(kubelet)));
  }

  void namespace(String name, String label, String value) throws ApiException {
    client.create(ResourceTypes.NAMESPACES, "",
        yaml("metadata: {name: %s, labels: {%s: %s}}".formatted(name, label, value)));
  }

  ObjectNode create(String namespace, ObjectNode pod) throws ApiException {
    return client.create(ResourceTypes.PODS, namespace, pod);
  }

  ObjectNode get(ResourceType type, String namespace, String name) throws ApiException {
    return server.get(type, new ObjectName(namespace, name));
  }

  static ObjectNode pod(String name) {
    return pod(name, "", "");
  }

  /** @param annotations as fields of a YAML flow mapping */
  static ObjectNode pod(String name, String labels, String annotations) {
    return yaml("""
        metadata: {name: %s, labels: {app: %s, %s}, annotations: {%s}}
        spec: {containers: [{name: app, image: "app:1"}]}""".formatted(name, name, labels, annotations));
  }

  static ObjectNode yaml(String text) {
    return (ObjectNode) YAML.readTree(text);
  }

  /** @param list {@code containers} or {@code initContainers} */
  static JsonNode container(JsonNode pod, String list, String name) {
    return Tree.at(pod, "spec", list).valueStream().filter(each -> Tree.text(each, "name").equals(name)).findFirst()
        .orElseGet(Tree::object);
  }

  /** The native sidecar. */
  static JsonNode proxy(JsonNode pod) {
    return container(pod, "initContainers", "istio-proxy");
  }

  static String revision(JsonNode pod) {
    return Tree.text(pod, "metadata", "annotations", "istio.io/rev");
  }
}
