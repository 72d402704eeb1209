package dev.driftless.sim.node;

import dev.driftless.sim.controllers.frame.Placement;
import dev.driftless.sim.controllers.frame.PodState;
import dev.driftless.sim.store.ResourceTypes;
import dev.driftless.sim.store.StoreEvent;
import tools.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

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

  /** Why a pod fits nowhere, in the words of the scheduler, and that it makes nobody leave. */
  String refusal(ObjectNode pod) {
    if (nodes.isEmpty()) {
      return "no nodes available to schedule pods";
    }
    Load load = Load.of(pod);
    Map<String, Integer> reasons = new TreeMap<>();
    Map<String, Integer> preemption = new TreeMap<>();
    nodes.forEach((name, node) -> {
      Optional<String> never = Placement.refusal(pod, node);
      never.map(List::of).orElseGet(() -> lacks(load, name)).forEach(reason -> reasons.merge(reason, 1, Integer::sum));
      boolean crowded = never.isEmpty() && allocatable.get(name).covers(load);
      preemption.merge(crowded ? "No preemption victims found for incoming pod"
          : "Preemption is not helpful for scheduling", 1, Integer::sum);
    });
    String prefix = "0/" + nodes.size() + " nodes are available: ";
    return prefix + counted(reasons) + ". no new claims to deallocate, preemption: " + prefix + counted(preemption)
        + ".";
  }

  private static String counted(Map<String, Integer> reasons) {
    return reasons.entrySet().stream().map(each -> each.getValue() + " " + each.getKey()).sorted()
        .collect(Collectors.joining(", "));
  }

}
