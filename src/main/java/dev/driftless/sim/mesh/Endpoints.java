package dev.driftless.sim.mesh;

import dev.driftless.sim.store.ObjectName;
import dev.driftless.sim.store.ResourceTypes;
import dev.driftless.sim.store.Store;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.Optional;

/** One that a Service leads to, as its EndpointSlices say. */
final class Endpoints {

  private Endpoints() {}

  /**
   * @param pod      nothing if the endpoint is no pod
   * @param revision that the Service is labelled with, may be empty
   */
  record Endpoint(JsonNode pod, String revision) {}

  /** The first that is ready; one that does not say is. */
  static Optional<Endpoint> ready(Store store, ObjectName service) {
    String revision = store.get(ResourceTypes.SERVICES, service)
        .map(found -> Tree.text(found, "metadata", "labels", "istio.io/rev")).orElse("");
    return store.list(ResourceTypes.ENDPOINT_SLICES, service.namespace()).stream()
        .filter(slice -> Tree.text(slice, "metadata", "labels", "kubernetes.io/service-name").equals(service.name()))
        .flatMap(slice -> slice.path("endpoints").valueStream())
        .filter(endpoint -> !Tree.at(endpoint, "conditions").has("ready")
            || Tree.given(endpoint, "conditions", "ready"))
        .findFirst().map(endpoint -> new Endpoint(pod(store, service, endpoint), revision));
  }

  private static JsonNode pod(Store store, ObjectName service, JsonNode endpoint) {
    ObjectName name = new ObjectName(service.namespace(), Tree.text(endpoint, "targetRef", "name"));
    return store.get(ResourceTypes.PODS, name).<JsonNode>map(ObjectNode.class::cast).orElseGet(Tree::object);
  }
}
