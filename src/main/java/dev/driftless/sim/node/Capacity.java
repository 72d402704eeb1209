package dev.driftless.sim.node;

import dev.driftless.sim.controllers.frame.Placement;
import dev.driftless.sim.controllers.frame.PodState;
import dev.driftless.sim.controllers.frame.Read;
import dev.driftless.sim.store.ResourceTypes;
import dev.driftless.sim.store.StoreEvent;
import tools.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The nodes, and how full they are. */
final class Capacity {

  private final Map<String, ObjectNode> nodes = new TreeMap<>();
  private final Map<String, Load> allocatable = new HashMap<>();
  private final Map<String, Load> used = new HashMap<>();

  /** @return whether there may be room now where there was none */
  boolean observe(StoreEvent event) {
    return event.resource() == ResourceTypes.NODES ? observeNode(event) : observePod(event);
  }

  private boolean observeNode(StoreEvent event) {
    String name = event.name().name();
    if (event.type() == StoreEvent.Type.DELETED) {
      nodes.remove(name);
      return false;
    }
    nodes.put(name, event.object());
    allocatable.put(name, Load.allocatable(event.object()));
    return true;
  }

  private boolean observePod(StoreEvent event) {
    boolean counted = event.before() != null && counts(event.before());
    boolean counts = event.type() != StoreEvent.Type.DELETED && counts(event.object());
    if (counted == counts) {
      return false;
    }
    Load load = Load.of(event.object());
    used.merge(PodState.node(event.object()), counts ? load : Load.NONE.minus(load), Load::plus);
    return counted;
  }

  private static boolean counts(ObjectNode pod) {
    return !PodState.node(pod).isEmpty() && !PodState.finished(pod);
  }

  /** The one with the fewest pods of those that it fits on, the first by name of several. */
  Optional<String> choose(ObjectNode pod) {
    Load load = Load.of(pod);
    String best = null;
    for (Map.Entry<String, ObjectNode> node : nodes.entrySet()) {
      boolean fewer = best == null || pods(node.getKey()) < pods(best);
      if (fewer && lacks(load, node.getKey()).isEmpty() && Placement.refusal(pod, node.getValue()).isEmpty()) {
        best = node.getKey();
      }
    }
    return Optional.ofNullable(best);
  }

  private long pods(String node) {
    return used.getOrDefault(node, Load.NONE).pods();
  }

  private List<String> lacks(Load load, String node) {
    Load needed = used.getOrDefault(node, Load.NONE).plus(load);
    Load has = allocatable.get(node);
    List<String> lacks = new ArrayList<>();
    if (needed.pods() > has.pods()) {
      lacks.add("Too many pods");
    }
    if (load.cpu() > 0 && needed.cpu() > has.cpu()) {
      lacks.add("Insufficient cpu");
    }
    if (load.memory() > 0 && needed.memory() > has.memory()) {
      lacks.add("Insufficient memory");
    }
    return lacks;
  }

  /** Why a pod fits nowhere, in the words of the scheduler. */
  String refusal(ObjectNode pod) {
    Load load = Load.of(pod);
    Map<String, Integer> reasons = new TreeMap<>();
    nodes.forEach((name, node) -> Placement.refusal(pod, node).map(List::of).orElseGet(() -> lacks(load, name))
        .forEach(reason -> reasons.merge(reason, 1, Integer::sum)));
    if (nodes.isEmpty()) {
      return "no nodes available to schedule pods";
    }
    List<String> counted = reasons.entrySet().stream().map(each -> each.getValue() + " " + each.getKey()).sorted()
        .toList();
    return "0/" + nodes.size() + " nodes are available: " + String.join(", ", counted) + ".";
  }

  Optional<String> address(String node) {
    return Optional.ofNullable(nodes.get(node)).map(found -> Read.text(found.at("/status/addresses/0"), "address"));
  }
}
