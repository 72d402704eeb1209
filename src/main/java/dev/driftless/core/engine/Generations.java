package dev.driftless.core.engine;

import dev.driftless.core.inventory.Impact;

import java.util.HashMap;
import java.util.Map;

/** Counts the states of the mesh: what was said about one of them is not said about the next. */
final class Generations {

  private final Map<String, Integer> ofRevisions = new HashMap<>();
  private final Map<String, Integer> ofNamespaces = new HashMap<>();
  private int ofMesh;

  void advance(Impact impact) {
    switch (impact) {
      case Impact.None none -> { }
      case Impact.Workloads workloads -> { }
      case Impact.Namespace(String name) -> ofNamespaces.merge(name, 1, Integer::sum);
      case Impact.Revision(String name) -> ofRevisions.merge(name, 1, Integer::sum);
      case Impact.Mesh mesh -> ofMesh++;
      case Impact.Proofs proofs -> ofMesh++;
    }
  }

  /** The same text exactly as long as nothing changed that decides what that revision injects there. */
  String of(String revision, String namespace) {
    return ofMesh + "." + ofRevisions.getOrDefault(revision, 0) + "." + ofNamespaces.getOrDefault(namespace, 0);
  }
}
