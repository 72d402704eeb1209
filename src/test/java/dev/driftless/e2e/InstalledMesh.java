package dev.driftless.e2e;

import dev.driftless.sim.api.ApiException;
import dev.driftless.sim.api.ApiServer;
import dev.driftless.sim.mesh.Mesh;
import dev.driftless.sim.mesh.MeshRelease;
import dev.driftless.sim.store.ObjectName;
import dev.driftless.sim.store.ResourceTypes;
import dev.driftless.sim.store.Store;
import dev.driftless.sim.time.Timeline;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

import java.time.Instant;

/** A simulated cluster in which the simulated installer has installed one release. */
final class InstalledMesh {

  private static final YAMLMapper YAML = new YAMLMapper();

  private final ApiServer server = new ApiServer(new Store(1), new Timeline(Instant.EPOCH), 1);

  InstalledMesh(MeshRelease release) {
    try {
      Mesh.in(server).installer().install(release);
    } catch (ApiException e) {
      throw new IllegalStateException(e);
    }
  }

  ObjectNode get(String kind, String name) {
    return ResourceTypes.ALL.stream().filter(type -> type.kind().equals(kind)).findFirst()
        .flatMap(type -> server.store().get(type, new ObjectName(type.namespaced() ? "istio-system" : "", name)))
        .orElseThrow();
  }

  /** Without certificates, and YAML in texts as what it says. */
  static JsonNode comparable(JsonNode node) {
    ObjectNode copy = YAML.createObjectNode();
    copy.set("it", node.deepCopy());
    copy.findParents("caBundle").forEach(parent -> ((ObjectNode) parent).remove("caBundle"));
    if (copy.get("it") instanceof ObjectNode object) {
      object.properties().stream().filter(field -> field.getValue().isString()).toList()
          .forEach(field -> object.set(field.getKey(), YAML.readTree(field.getValue().asString())));
    }
    return copy.path("it");
  }
}
