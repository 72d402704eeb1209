package dev.driftless.sim.controllers.frame;

import dev.driftless.sim.api.Selector;
import dev.driftless.sim.store.ObjectName;
import dev.driftless.sim.store.ResourceTypes;
import dev.driftless.sim.store.Store;
import dev.driftless.sim.store.StoreEvent;
import tools.jackson.databind.node.ObjectNode;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Pods by their labels. The pods of one template share them, so a selector is asked once per template and not once per
 * pod.
 */
public final class Labelled {

  private final Map<String, Map<ObjectNode, NavigableMap<ObjectName, ObjectNode>>> byNamespace = new HashMap<>();

  Labelled(Store store) {
    store.subscribe(this::observe);
    store.list(ResourceTypes.PODS, "").forEach(pod -> add(Read.name(pod), pod));
  }

  /** In the order of names. */
  public List<ObjectNode> pods(String namespace, Selector selector) {
    NavigableMap<ObjectName, ObjectNode> found = new TreeMap<>();
    byNamespace.getOrDefault(namespace, Map.of()).forEach((labels, pods) -> {
      if (selector.matches(labels)) {
        found.putAll(pods);
      }
    });
    return List.copyOf(found.values());
  }

  private void observe(StoreEvent event) {
    if (event.resource() != ResourceTypes.PODS) {
      return;
    }
    if (event.type() == StoreEvent.Type.MODIFIED && Read.labels(event.before()) == Read.labels(event.object())) {
      byNamespace.get(event.name().namespace()).get(Read.labels(event.object())).put(event.name(), event.object());
      return;
    }
    if (event.before() != null) {
      remove(event.name(), event.before());
    }
    if (event.type() != StoreEvent.Type.DELETED) {
      add(event.name(), event.object());
    }
  }

  private void add(ObjectName name, ObjectNode pod) {
    byNamespace.computeIfAbsent(name.namespace(), namespace -> new HashMap<>())
        .computeIfAbsent(Read.labels(pod), labels -> new TreeMap<>()).put(name, pod);
  }

  private void remove(ObjectName name, ObjectNode pod) {
    byNamespace.get(name.namespace()).computeIfPresent(Read.labels(pod), (labels, pods) -> {
      pods.remove(name);
      return pods.isEmpty() ? null : pods;
    });
  }
}
