package dev.driftless.sim.http;

import dev.driftless.sim.api.ApiException;
import dev.driftless.sim.api.MergePatch;
import dev.driftless.sim.api.Metadata;
import dev.driftless.sim.api.Refusals;
import dev.driftless.sim.api.Selector;
import dev.driftless.sim.store.ResourceType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;

/** The subresource {@code scale}: how many replicas, of whatever it is. */
final class Scale {

  static final ResourceType TYPE = new ResourceType("autoscaling", "v1", "Scale", "", true);

  private Scale() {}

  static ObjectNode of(ObjectNode object) {
    ObjectNode scale = JsonNodeFactory.instance.objectNode().put("kind", "Scale").put("apiVersion", "autoscaling/v1");
    ObjectNode metadata = scale.putObject("metadata");
    for (String field : List.of("name", "namespace", "uid", "resourceVersion", "creationTimestamp")) {
      metadata.set(field, object.path("metadata").path(field));
    }
    int replicas = object.path("spec").path("replicas").asInt(0);
    ObjectNode spec = scale.putObject("spec");
    if (replicas > 0) {
      spec.put("replicas", replicas);
    }
    JsonNode selector = object.path("spec").path("selector");
    boolean plain = object.path("kind").asString("").equals("ReplicationController");
    scale.putObject("status").put("replicas", object.path("status").path("replicas").asInt(0))
        .put("selector", (plain ? Selector.ofLabels(selector) : Selector.ofObject(selector)).toString());
    return scale;
  }

  /** What a scale that was sent means for the object itself. */
  static MergePatch patch(ObjectNode scale) throws ApiException {
    JsonNode replicas = scale.path("spec").path("replicas");
    if (replicas.asInt(0) < 0) {
      throw Refusals.negativeScale(Metadata.name(scale), replicas);
    }
    ObjectNode patch = JsonNodeFactory.instance.objectNode();
    patch.putObject("spec").put("replicas", replicas.asInt(0));
    String version = Metadata.resourceVersion(scale);
    if (!version.isEmpty()) {
      patch.putObject("metadata").put("resourceVersion", version);
    }
    return new MergePatch(patch);
  }
}
