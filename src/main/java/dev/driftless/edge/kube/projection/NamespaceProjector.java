package dev.driftless.edge.kube.projection;

import dev.driftless.core.model.Facts;
import dev.driftless.core.model.NamespaceFacts;
import dev.driftless.edge.kube.lean.LeanNamespace;

import java.util.Map;
import java.util.Optional;

/** Namespaces. */
final class NamespaceProjector {

  private NamespaceProjector() {}

  static Optional<Facts> project(LeanNamespace object) {
    boolean terminating = object.deleting() || object.getStatus().phase().equals("Terminating");
    return Optional.of(new NamespaceFacts(object.name(), Map.copyOf(object.labels()),
        Annotations.ofObject(object.annotations()), terminating));
  }
}
