package dev.driftless.sim.store;

import tools.jackson.databind.node.ObjectNode;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * All objects, under one revision that grows with every change. Checks nothing but that creations create and updates
 * update: the rules are the API's. One thread owns it.
 *
 * <p>Whoever gives an object in gives it away, and whoever gets one out only reads it.
 */
public final class Store {

  private final int remembered;
  private final Map<ResourceType, NavigableMap<ObjectName, ObjectNode>> objects = new HashMap<>();
  private final Map<ResourceType, Deque<StoreEvent>> history = new HashMap<>();
  private final Map<ResourceType, Long> forgotten = new HashMap<>();
  private final List<Consumer<StoreEvent>> subscribers = new ArrayList<>();
  private long revision;

  /** @param remembered changes of each type that can be told later, at least 1 */
  public Store(int remembered) {
    this.remembered = remembered;
  }

  public long revision() {
    return revision;
  }

  public Optional<ObjectNode> get(ResourceType type, ObjectName name) {
    return Optional.ofNullable(all(type).get(name));
  }

  /** Ordered by name. @param namespace empty for all of them */
  public Collection<ObjectNode> list(ResourceType type, String namespace) {
    NavigableMap<ObjectName, ObjectNode> all = all(type);
    return namespace.isEmpty()
        ? Collections.unmodifiableCollection(all.values())
        : Collections.unmodifiableCollection(
            all.subMap(new ObjectName(namespace, ""), new ObjectName(namespace + "\0", "")).values());
  }

  /** @return the object as stored, with its resourceVersion */
  public ObjectNode create(ResourceType type, ObjectName name, ObjectNode object) {
    if (all(type).containsKey(name)) {
      throw new IllegalStateException(type + " " + name + " exists");
    }
    return put(StoreEvent.Type.ADDED, type, name, object);
  }

  /** @return the object as stored, with its new resourceVersion */
  public ObjectNode update(ResourceType type, ObjectName name, ObjectNode object) {
    if (!all(type).containsKey(name)) {
      throw new IllegalStateException(type + " " + name + " does not exist");
    }
    return put(StoreEvent.Type.MODIFIED, type, name, object);
  }

  /** @return the object as it was last, with the resourceVersion of its end */
  public ObjectNode delete(ResourceType type, ObjectName name) {
    ObjectNode last = all(type).remove(name);
    if (last == null) {
      throw new IllegalStateException(type + " " + name + " does not exist");
    }
    ObjectNode end = numbered(last);
    tell(new StoreEvent(revision, StoreEvent.Type.DELETED, type, name, end, last));
    return end;
  }

  private ObjectNode put(StoreEvent.Type event, ResourceType type, ObjectName name, ObjectNode object) {
    ObjectNode stored = numbered(object);
    ObjectNode before = all(type).put(name, stored);
    tell(new StoreEvent(revision, event, type, name, stored, before));
    return stored;
  }

  private ObjectNode numbered(ObjectNode object) {
    revision++;
    return Json.with(object, Long.toString(revision), "metadata", "resourceVersion");
  }

  private void tell(StoreEvent event) {
    Deque<StoreEvent> events = history.computeIfAbsent(event.resource(), type -> new ArrayDeque<>());
    events.addLast(event);
    if (events.size() > remembered) {
      forgotten.put(event.resource(), events.removeFirst().revision());
    }
    List.copyOf(subscribers).forEach(subscriber -> subscriber.accept(event));
  }

  /**
   * The changes of a type after a revision, in order.
   *
   * @throws CompactedException if not all of them are remembered
   */
  public List<StoreEvent> since(ResourceType type, long after) throws CompactedException {
    long oldest = forgotten.getOrDefault(type, 0L);
    if (after < oldest) {
      throw new CompactedException(after, oldest);
    }
    return history.getOrDefault(type, new ArrayDeque<>()).stream().filter(event -> event.revision() > after).toList();
  }

  /** Forgets all changes until now: whoever resumes from before gets {@link CompactedException}. */
  public void compact() {
    history.clear();
    ResourceTypes.ALL.forEach(type -> forgotten.put(type, revision));
  }

  /** Calls back at each change, within the call that makes it. @return what ends that */
  public Runnable subscribe(Consumer<StoreEvent> subscriber) {
    subscribers.add(subscriber);
    return () -> subscribers.remove(subscriber);
  }

  private NavigableMap<ObjectName, ObjectNode> all(ResourceType type) {
    return objects.computeIfAbsent(type, key -> new TreeMap<>());
  }
}
