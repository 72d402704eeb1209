package dev.driftless.e2e;

import dev.driftless.sim.api.ApiException;
import dev.driftless.sim.api.ApiServer;
import dev.driftless.sim.api.Persistence;
import dev.driftless.sim.mesh.Istiods;
import dev.driftless.sim.mesh.PodWebhooks;
import dev.driftless.sim.store.ObjectName;
import dev.driftless.sim.store.ResourceType;
import dev.driftless.sim.store.ResourceTypes;
import dev.driftless.sim.store.Store;
import dev.driftless.sim.time.Timeline;
import tools.jackson.databind.node.ObjectNode;

import java.time.Instant;
import java.util.List;

/** A simulated mesh that has the objects of a real one, and so should inject the same. */
final class MirroredMesh {

  private static final List<ResourceType> MIRRORED = List.of(ResourceTypes.NAMESPACES, ResourceTypes.NODES,
      ResourceTypes.CONFIG_MAPS, ResourceTypes.SERVICES, ResourceTypes.PODS, ResourceTypes.ENDPOINT_SLICES,
      ResourceTypes.DEPLOYMENTS, ResourceTypes.MUTATING_WEBHOOK_CONFIGURATIONS);

  private final Store store = new Store(1);
  private final Timeline timeline = new Timeline(Instant.EPOCH);
  private final Istiods istiods = new Istiods(store, timeline);
  private final ApiServer server = new ApiServer(store, timeline, 1);
  private final RawApi api;

  MirroredMesh(RawApi api) {
    this.api = api;
    server.addAdmission(new PodWebhooks(store, istiods));
  }

  /** Takes over what the real mesh is now. */
  void refresh() {
    for (ResourceType type : MIRRORED) {
      String group = type.group().isEmpty() ? "/api/" : "/apis/";
      String in = type.namespaced() ? "/namespaces/istio-system/" : "/";
      api.list(group + type.apiVersion() + in + type.plural(), type.apiVersion(), type.kind()).forEach(object -> {
        String namespace = object.path("metadata").path("namespace").asString("");
        ObjectName name = new ObjectName(namespace, object.path("metadata").path("name").asString());
        if (store.get(type, name).isEmpty()) {
          store.create(type, name, object);
        } else {
          store.update(type, name, object);
        }
      });
    }
    istiods.reload();
  }

  RawApi.Answer admit(String namespace, ObjectNode pod) {
    try {
      return new RawApi.Answer(
          server.create(ResourceTypes.PODS, namespace, pod.deepCopy(), Persistence.DRY_RUN), "");
    } catch (ApiException e) {
      return new RawApi.Answer(null, e.getMessage());
    }
  }
}
