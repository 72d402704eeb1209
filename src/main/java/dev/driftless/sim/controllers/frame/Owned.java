package dev.driftless.sim.controllers.frame;

import dev.driftless.sim.store.ObjectName;
import dev.driftless.sim.store.ResourceType;
import dev.driftless.sim.store.ResourceTypes;
import dev.driftless.sim.store.Store;
import dev.driftless.sim.store.StoreEvent;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** Which objects belong to which, and which could be adopted because nobody manages them. In the order of names. */
public final class Owned {

  private final Map<String, Map<ResourceType, NavigableMap<ObjectName, ObjectNode>>> byOwner = new HashMap<>();
  private final Map<ResourceType, NavigableMap<ObjectName, ObjectNode>> orphans = new HashMap<>();

  Owned(Store store) {
    store.subscribe(this::observe);
    for (ResourceType type : ResourceTypes.ALL) {
      store.list(type, "").forEach(object -> add(type, Read.name(object), object));
    }
  }

  /** Those that the owner manages. */
  public List<ObjectNode> controlled(String owner, ResourceType type) {
    Map<ObjectName, ObjectNode> found = byOwner.getOrDefault(owner, Map.of()).get(type);
    return found == null ? List.of() : List.copyOf(found.values());
  }

  /** Those that no owner manages. */
  public List<ObjectNode> orphans(ResourceType type, String namespace) {
    return List.copyOf(orphans.getOrDefault(type, new TreeMap<>())
        .subMap(new ObjectName(namespace, ""), new ObjectName(namespace + "\0", "")).values());
  }

  private void observe(StoreEvent event) {
    if (event.type() == StoreEvent.Type.MODIFIED && sameOwners(event)) {
      Optional<JsonNode> owner = Read.controller(event.object());
      if (owner.isPresent()) {
        byOwner.get(Read.text(owner.get(), "uid")).get(event.resource()).put(event.name(), event.object());
        return;
      }
    }
    if (event.before() != null) {
      remove(event.resource(), event.name(), event.before());
    }
    if (event.type() != StoreEvent.Type.DELETED) {
      add(event.resource(), event.name(), event.object());
    }
  }

  private static boolean sameOwners(StoreEvent event) {
    return Read.at(event.object(), "metadata", "ownerReferences") == Read.at(event.before(), "metadata",
        "ownerReferences");
  }

  private void add(ResourceType type, ObjectName name, ObjectNode object) {
    Optional<JsonNode> owner = Read.controller(object);
    owner.ifPresent(reference -> byOwner.computeIfAbsent(Read.text(reference, "uid"), uid -> new HashMap<>())
        .computeIfAbsent(type, key -> new TreeMap<>()).put(name, object));
    if (owner.isEmpty() && adoptable(type)) {
      orphans.computeIfAbsent(type, key -> new TreeMap<>()).put(name, object);
    }
  }

  private void remove(ResourceType type, ObjectName name, ObjectNode object) {
    Optional<JsonNode> owner = Read.controller(object);
    owner.ifPresent(reference -> byOwner.computeIfPresent(Read.text(reference, "uid"), (uid, types) -> {
      types.computeIfPresent(type, (key, objects) -> {
        objects.remove(name);
        return objects.isEmpty() ? null : objects;
      });
      return types.isEmpty() ? null : types;
    }));
    if (owner.isEmpty() && adoptable(type)) {
      orphans.getOrDefault(type, new TreeMap<>()).remove(name);
    }
  }

  private static boolean adoptable(ResourceType type) {
    return type == ResourceTypes.PODS || type == ResourceTypes.REPLICA_SETS;
  }
}
