package dev.driftless.core.drift;

import dev.driftless.config.TreeReader;
import dev.driftless.core.model.MeshConfigFacts;
import dev.driftless.core.model.Parsed;
import dev.driftless.core.model.Tree;

/** Trees for tests. */
final class Yaml {

  private Yaml() {}

  static Tree tree(String yaml) {
    return ((Parsed.Value) TreeReader.yaml(yaml)).tree();
  }

  static MeshConfigFacts mesh(String yaml) {
    return mesh("default", yaml);
  }

  static MeshConfigFacts mesh(String revision, String yaml) {
    return new MeshConfigFacts("istio", revision, new Parsed.Value(tree(yaml)));
  }
}
