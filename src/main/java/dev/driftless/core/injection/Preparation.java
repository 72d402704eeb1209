package dev.driftless.core.injection;

import dev.driftless.core.injection.Expectation.Undecidable;
import dev.driftless.core.model.ControlPlaneFacts;
import dev.driftless.core.model.InjectorFacts;
import dev.driftless.core.model.Parsed;
import dev.driftless.core.model.Tree;
import dev.driftless.core.model.UnknownReason;

import java.util.Optional;

/** What can be said of a revision's injector before any template is looked at. */
sealed interface Preparation {

  /** It can be read, and its rules are known. */
  record Ready(Injector injector) implements Preparation {}

  /** Nothing can be said of what it injects. */
  record Impossible(Expectation why) implements Preparation {}

  /** @param webhook that calls it, for people */
  static Preparation of(String revision, String webhook, MeshFacts mesh) {
    Optional<InjectorFacts> facts = Optional.ofNullable(mesh.injectors().get(revision));
    if (facts.isEmpty()) {
      return impossible(UnknownReason.INJECTOR_MISSING,
          webhook + " injects from revision '" + revision + "', of which there is no injector ConfigMap");
    }
    String name = facts.get().name();
    if (facts.get().config() instanceof Parsed.Unreadable(String detail)) {
      return impossible(UnknownReason.INJECTOR_UNREADABLE, "ConfigMap " + name + ": config: " + detail);
    }
    if (facts.get().values() instanceof Parsed.Unreadable(String detail)) {
      return impossible(UnknownReason.INJECTOR_UNREADABLE, "ConfigMap " + name + ": values: " + detail);
    }
    Tree values = tree(facts.get().values());
    Optional<String> unreadable = InjectorValues.problem(values);
    if (unreadable.isPresent()) {
      return impossible(UnknownReason.INJECTOR_UNREADABLE, "ConfigMap " + name + ": values: " + unreadable.get());
    }
    ControlPlaneFacts controlPlane = mesh.controlPlanes().get(revision);
    Injector injector = new Injector(name, tree(facts.get().config()), values,
        Optional.ofNullable(mesh.meshConfigs().get(revision)), ControlPlanes.versionOf(controlPlane), controlPlane,
        mesh);
    return KnownRules.refusal(injector).<Preparation>map(Impossible::new).orElseGet(() -> new Ready(injector));
  }

  private static Preparation impossible(UnknownReason reason, String detail) {
    return new Impossible(new Undecidable(reason, detail));
  }

  private static Tree tree(Parsed parsed) {
    return parsed instanceof Parsed.Value(Tree tree) ? tree : Tree.NOTHING;
  }
}
