package dev.driftless.edge.kube.projection;

import dev.driftless.config.TreeReader;
import dev.driftless.core.model.Facts;
import dev.driftless.core.model.Fingerprint;
import dev.driftless.core.model.InjectorFacts;
import dev.driftless.core.model.MeshConfigFacts;
import dev.driftless.core.model.Parsed;
import dev.driftless.core.model.Tree;
import dev.driftless.core.model.Tree.ScalarType;
import dev.driftless.edge.kube.lean.LeanConfigMap;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * ConfigMaps of the mesh namespace: {@code istio-sidecar-injector[-REVISION]}, {@code istio}, and {@code
 * istio-REVISION} if it has a key {@code mesh} (that tells it from {@code istio-ca-root-cert} and the like). Others do
 * not matter.
 *
 * <p>A missing key, bad YAML, or YAML that is no mapping is unreadable. Injector values are JSON, which istiod reads as
 * YAML (istio/istio, {@code pkg/kube/inject}: {@code NewValuesConfig}).
 */
final class MeshConfigMapProjector {

  private static final String INJECTOR = "istio-sidecar-injector";
  private static final String MESH = "istio";

  private MeshConfigMapProjector() {}

  static Optional<Facts> project(LeanConfigMap object) {
    LeanConfigMap.Data data = object.getData();
    Optional<String> injector = revision(INJECTOR, object.name());
    if (injector.isPresent()) {
      Parsed config = parsed(object.name(), "config", data.config());
      return Optional.of(new InjectorFacts(object.name(), injector.get(), withoutTemplates(config),
          parsed(object.name(), "values", data.values())));
    }
    return revision(MESH, object.name())
        .filter(revision -> object.name().equals(MESH) || data.mesh().isPresent())
        .map(revision -> new MeshConfigFacts(object.name(), revision, parsed(object.name(), "mesh", data.mesh())));
  }

  private static Optional<String> revision(String prefix, String name) {
    if (name.equals(prefix)) {
      return Optional.of("default");
    }
    return name.startsWith(prefix + "-") ? Optional.of(name.substring(prefix.length() + 1)) : Optional.empty();
  }

  private static Parsed parsed(String name, String key, Optional<String> text) {
    String place = "ConfigMap " + name + ", key " + key + ": ";
    return switch (text.map(TreeReader::yaml).orElse(new Parsed.Unreadable("is missing"))) {
      case Parsed.Unreadable(String detail) -> new Parsed.Unreadable(place + detail);
      case Parsed.Value value when value.tree() instanceof Tree.Mapping -> value;
      case Parsed.Value value -> new Parsed.Unreadable(place + "is not a mapping");
    };
  }

  /** What the bodies are does not matter, only whether they change. */
  private static Parsed withoutTemplates(Parsed config) {
    return switch (config) {
      case Parsed.Unreadable unreadable -> unreadable;
      case Parsed.Value(Tree tree) -> {
        Map<String, Tree> members = new LinkedHashMap<>(tree.entries());
        members.computeIfPresent("templates", (key, templates) -> fingerprints(templates));
        yield new Parsed.Value(new Tree.Mapping(Collections.unmodifiableMap(members)));
      }
    };
  }

  private static Tree fingerprints(Tree templates) {
    Map<String, Tree> fingerprints = new LinkedHashMap<>();
    templates.entries().forEach((name, body) -> fingerprints.put(name,
        new Tree.Scalar(Fingerprint.of(body.toString()), ScalarType.TEXT)));
    return new Tree.Mapping(Collections.unmodifiableMap(fingerprints));
  }
}
