package dev.driftless.sim.controllers.autoscaling;

import dev.driftless.sim.api.Selector;
import dev.driftless.sim.controllers.frame.Read;
import dev.driftless.sim.store.ObjectName;
import dev.driftless.sim.store.ResourceType;
import dev.driftless.sim.store.ResourceTypes;
import dev.driftless.sim.store.Store;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;

/** What an autoscaler scales, as the subresource {@code scale} shows it. */
record ScaleTarget(ResourceType type, ObjectNode object) {

  private static final List<ResourceType> SCALED = List.of(ResourceTypes.DEPLOYMENTS, ResourceTypes.STATEFUL_SETS,
      ResourceTypes.REPLICA_SETS, ResourceTypes.REPLICATION_CONTROLLERS);

  static ScaleTarget of(Store store, ObjectNode autoscaler) throws UnreadableException {
    JsonNode reference = Read.at(autoscaler, "spec", "scaleTargetRef");
    String kind = Read.text(reference, "kind");
    String apiVersion = Read.text(reference, "apiVersion");
    String group = apiVersion.contains("/") ? apiVersion.substring(0, apiVersion.indexOf('/')) : "";
    ResourceType type = ResourceTypes.ALL.stream()
        .filter(each -> each.kind().equals(kind) && each.group().equals(group)).findFirst()
        .orElseThrow(() -> new UnreadableException(
            "no matches for kind \"" + kind + "\" in group \"" + group + "\""));
    if (!SCALED.contains(type)) {
      throw new UnreadableException("the server could not find the requested resource");
    }
    String name = Read.text(reference, "name");
    return new ScaleTarget(type, store.get(type, new ObjectName(Read.name(autoscaler).namespace(), name))
        .orElseThrow(() -> new UnreadableException(type.resource() + " \"" + name + "\" not found")));
  }

  int replicas() {
    return Read.number(object, 1, "spec", "replicas");
  }

  Selector selector() {
    JsonNode selector = Read.at(object, "spec", "selector");
    return type == ResourceTypes.REPLICATION_CONTROLLERS ? Selector.ofMap(selector) : Selector.ofSpec(selector);
  }

  ObjectName name() {
    return Read.name(object);
  }

  ObjectNode patch(int replicas) {
    ObjectNode patch = JsonNodeFactory.instance.objectNode();
    patch.putObject("metadata").put("resourceVersion", Read.text(object, "metadata", "resourceVersion"));
    patch.putObject("spec").put("replicas", replicas);
    return patch;
  }
}
