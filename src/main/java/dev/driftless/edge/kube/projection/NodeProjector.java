package dev.driftless.edge.kube.projection;

import dev.driftless.core.model.Facts;
import dev.driftless.core.model.NodeFacts;
import dev.driftless.edge.kube.lean.LeanNode;

import java.util.Optional;

/** Nodes. */
final class NodeProjector {

  private NodeProjector() {}

  static Optional<Facts> project(LeanNode object) {
    return Optional.of(new NodeFacts(object.name(), object.getStatus().nodeInfo().kubeletVersion()));
  }
}
