package dev.driftless.sim.controllers.daemon;

import dev.driftless.sim.controllers.frame.Placement;
import dev.driftless.sim.controllers.frame.Read;
import tools.jackson.databind.node.ObjectNode;

import java.util.Collection;
import java.util.List;

/**
 * The nodes that matter to a DaemonSet, by name. Pure.
 *
 * @param wanted   should have a pod
 * @param bearable should not, but one that is there may stay: a node that is out of reach
 */
record Ground(List<String> wanted, List<String> bearable) {

  static Ground of(ObjectNode template, Collection<ObjectNode> nodes) {
    List<ObjectNode> meant = nodes.stream().filter(node -> Placement.wanted(template, node)).toList();
    return new Ground(names(meant.stream().filter(node -> Placement.tolerated(template, node)).toList()),
        names(meant.stream().filter(node -> !Placement.tolerated(template, node)
            && Placement.mayStay(template, node)).toList()));
  }

  private static List<String> names(List<ObjectNode> nodes) {
    return nodes.stream().map(node -> Read.name(node).name()).sorted().toList();
  }

  boolean keeps(String node) {
    return wanted.contains(node) || bearable.contains(node);
  }
}
