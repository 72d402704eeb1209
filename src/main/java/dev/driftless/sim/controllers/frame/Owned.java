package dev.driftless.sim.controllers.frame;

import dev.driftless.sim.store.ObjectName;
import dev.driftless.sim.store.ResourceType;
import dev.driftless.sim.store.ResourceTypes;
import dev.driftless.sim.store.Store;
import dev.driftless.sim.store.StoreEvent;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
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

  /** Those that name the owner, whether it manages them or not. */
  public Collection<ObjectNode> of(String owner, ResourceType type) {
    return List.copyOf(byOwner.getOrDefault(owner, Map.of()).getOrDefault(type, new TreeMap<>()).values());
  }

  /** Those that name the owner and that it manages. */
  public List<ObjectNode> controlled(String owner, ResourceType type) {
    List<ObjectNode> found = new ArrayList<>();
    for (ObjectNode object : byOwner.getOrDefault(owner, Map.of()).getOrDefault(type, new TreeMap<>()).values()) {
      if (Read.controlledBy(object, owner)) {
        found.add(object);
      }
    }
    return found;
  }

  /** Those that no owner manages. */
  public List<ObjectNode> orphans(ResourceType type, String namespace) {
    return List.copyOf(orphans.getOrDefault(type, new TreeMap<>())
        .subMap(new ObjectName(namespace, ""), new ObjectName(namespace + "\0", "")).values());
  }

  private void observe(StoreEvent event) {
    if (event.before() != null) {
      remove(event.resource(), event.name(), event.before());
    }
    if (event.type() != StoreEvent.Type.DELETED) {
      add(event.resource(), event.name(), event.object());
    }
  }

  private void add(ResourceType type, ObjectName name, ObjectNode object) {
    boolean managed = false;
    for (JsonNode owner : Read.at(object, "metadata", "ownerReferences")) {
      managed |= Read.flag(owner, "controller");
      byOwner.computeIfAbsent(Read.text(owner, "uid"), uid -> new HashMap<>())
          .computeIfAbsent(type, key -> new TreeMap<>()).put(name, object);
    }
    if (!managed && adoptable(type)) {
      orphans.computeIfAbsent(type, key -> new TreeMap<>()).put(name, object);
    }
  }

  private void remove(ResourceType type, ObjectName name, ObjectNode object) {
    for (JsonNode owner : Read.at(object, "metadata", "ownerReferences")) {
      byOwner.computeIfPresent(Read.text(owner, "uid"), (uid, types) -> {
        types.computeIfPresent(type, (key, objects) -> {
          objects.remove(name);
          return objects.isEmpty() ? null : objects;
        });
        return types.isEmpty() ? null : types;
      });
    }
    if (adoptable(type)) {
      orphans.getOrDefault(type, new TreeMap<>()).remove(name);
    }
  }

  private static boolean adoptable(ResourceType type) {
    return type == ResourceTypes.PODS || type == ResourceTypes.REPLICA_SETS;
  }
}
