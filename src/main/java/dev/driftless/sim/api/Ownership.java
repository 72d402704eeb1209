package dev.driftless.sim.api;

import dev.driftless.sim.store.ObjectName;
import dev.driftless.sim.store.ResourceType;
import dev.driftless.sim.store.StoreEvent;
import tools.jackson.databind.JsonNode;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** Who exists, by UID, and who belongs to whom. */
final class Ownership {

  private final Map<String, Thing> things = new HashMap<>();
  private final Map<String, SortedSet<Thing>> dependents = new HashMap<>();

  /** Where an object is, whatever its version. */
  record Thing(ResourceType type, ObjectName name) implements Comparable<Thing> {

    private static final Comparator<Thing> ORDER =
        Comparator.comparing((Thing thing) -> thing.type().resource()).thenComparing(Thing::name);

    @Override
    public int compareTo(Thing other) {
      return ORDER.compare(this, other);
    }
  }

  void observe(StoreEvent event) {
    Thing thing = new Thing(event.resource(), event.name());
    if (event.before() != null) {
      for (String owner : owners(event.before())) {
        dependents.getOrDefault(owner, new TreeSet<>()).remove(thing);
      }
    }
    if (event.type() == StoreEvent.Type.DELETED) {
      things.remove(Metadata.uid(event.object()));
    } else {
      add(thing, event.object());
    }
  }

  void add(Thing thing, JsonNode object) {
    things.put(Metadata.uid(object), thing);
    for (String owner : owners(object)) {
      dependents.computeIfAbsent(owner, uid -> new TreeSet<>()).add(thing);
    }
  }

  boolean exists(String uid) {
    return things.containsKey(uid);
  }

  Optional<Thing> find(String uid) {
    return Optional.ofNullable(things.get(uid));
  }

  List<Thing> dependents(String uid) {
    return List.copyOf(dependents.getOrDefault(uid, new TreeSet<>()));
  }

  void forget(String uid) {
    dependents.remove(uid);
  }

  static List<String> owners(JsonNode object) {
    return object.path("metadata").path("ownerReferences").valueStream()
        .map(reference -> reference.path("uid").asString("")).toList();
  }
}
