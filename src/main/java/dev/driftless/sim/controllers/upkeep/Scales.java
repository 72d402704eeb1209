package dev.driftless.sim.controllers.upkeep;

import dev.driftless.sim.controllers.frame.Read;
import dev.driftless.sim.store.ObjectName;
import dev.driftless.sim.store.ResourceType;
import dev.driftless.sim.store.ResourceTypes;
import dev.driftless.sim.store.Store;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** How many pods the controllers of pods ask for: of a ReplicaSet its Deployment, if it has one. */
final class Scales {

  private static final Map<String, ResourceType> SCALABLE =
      Map.of("Deployment", ResourceTypes.DEPLOYMENTS, "ReplicaSet", ResourceTypes.REPLICA_SETS, "StatefulSet",
          ResourceTypes.STATEFUL_SETS, "ReplicationController", ResourceTypes.REPLICATION_CONTROLLERS);

  private final Store store;

  Scales(Store store) {
    this.store = store;
  }

  /** @return empty if a pod belongs to something that has no scale; pods of nobody do not count */
  OptionalInt of(List<ObjectNode> pods) {
    Map<String, Integer> scales = new HashMap<>();
    for (ObjectNode pod : pods) {
      Optional<JsonNode> owner = Read.controller(pod);
      if (owner.isPresent() && !scales.containsKey(Read.text(owner.get(), "uid"))) {
        Optional<ObjectNode> found = find(owner.get(), Read.name(pod).namespace());
        if (found.isEmpty()) {
          return OptionalInt.empty();
        }
        ObjectNode top = Read.controller(found.get())
            .flatMap(parent -> find(parent, Read.name(pod).namespace())).orElse(found.get());
        scales.put(Read.text(owner.get(), "uid"), 0);
        scales.put("of " + Read.uid(top), Read.number(top, 1, "spec", "replicas"));
      }
    }
    return OptionalInt.of(scales.values().stream().mapToInt(Integer::intValue).sum());
  }

  private Optional<ObjectNode> find(JsonNode owner, String namespace) {
    ResourceType type = SCALABLE.get(Read.text(owner, "kind"));
    return type == null ? Optional.empty()
        : store.get(type, new ObjectName(namespace, Read.text(owner, "name")))
            .filter(found -> Read.uid(found).equals(Read.text(owner, "uid")));
  }
}
