package dev.driftless.core.injection;

import dev.driftless.core.model.ControlPlaneFacts;
import dev.driftless.core.model.MeshConfigFacts;
import dev.driftless.core.model.Parsed;
import dev.driftless.core.model.Tree;
import dev.driftless.core.model.UnknownReason;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The revision that is called for a template, with a configuration that could be read.
 *
 * @param name       of its ConfigMap
 * @param meshConfig of the revision; empty if it has none, which means defaults
 * @param version    of its control plane; empty if it does not tell
 */
record Injector(String name, Tree config, Tree values, Optional<MeshConfigFacts> meshConfig,
    Optional<IstioVersion> version, ControlPlaneFacts controlPlane, MeshFacts mesh) {

  /** The MeshConfig; nothing if there is none or it cannot be read. */
  Tree meshTree() {
    return meshConfig.map(MeshConfigFacts::mesh).orElse(new Parsed.Value(Tree.NOTHING)) instanceof Parsed.Value value
        ? value.tree() : Tree.NOTHING;
  }

  /** Why the MeshConfig cannot be read; empty if it can, or if there is none. */
  Optional<Derived.Unclear<Object>> meshConfigUnreadable() {
    return meshConfig.filter(facts -> facts.mesh() instanceof Parsed.Unreadable)
        .map(facts -> new Derived.Unclear<>(UnknownReason.INJECTOR_UNREADABLE,
            "ConfigMap " + facts.name() + ": " + ((Parsed.Unreadable) facts.mesh()).detail()));
  }

  /** What it writes on every pod, over whatever is there. */
  Map<String, String> injectedAnnotations() {
    return config.at("injectedAnnotations").entries().entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().text().orElse("")));
  }

  String revision() {
    return controlPlane.revision();
  }

  Tree value(String... path) {
    return values.at(path);
  }

  /** Whether that value is {@code true}. */
  boolean isOn(String... path) {
    return values.at(path).text().filter("true"::equals).isPresent();
  }

  /** Whether it certainly runs a release before that one; {@code false} if it does not tell. */
  boolean isBefore(int major, int minor) {
    return version.filter(known -> known.isBefore(major, minor)).isPresent();
  }
}
