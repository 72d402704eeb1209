package dev.driftless.core.injection;

import dev.driftless.core.injection.Expectation.NotInjected;
import dev.driftless.core.injection.Expectation.Undecidable;
import dev.driftless.core.model.NamespaceFacts;
import dev.driftless.core.model.TemplateFacts;
import dev.driftless.core.model.UnknownReason;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The second gate: what istiod answers once a webhook has called it (istio/istio, {@code injectRequired} in
 * {@code pkg/kube/inject/inject.go}). An empty result means that it injects.
 */
final class InjectionPolicy {

  /** istio/istio, {@code pkg/kube/inject/initializer.go}; istio-system is not among them. */
  private static final Set<String> IGNORED_NAMESPACES =
      Set.of("kube-system", "kube-public", "kube-node-lease", "local-path-storage");

  /** What a template says of its own injection. */
  private enum Wish {
    YES, NO, NONE
  }

  private InjectionPolicy() {}

  /** The part that depends on nothing but the pod and where it is. */
  static Optional<Expectation> refusal(TemplateFacts template, NamespaceFacts namespace, Trail trail) {
    if (template.hostNetwork()) {
      return Optional.of(new NotInjected(SkipReason.HOST_NETWORK, "the template asks for hostNetwork"));
    }
    trail.passed(Gate.Name.HOST_NETWORK, () -> "the template does not ask for hostNetwork");
    if (IGNORED_NAMESPACES.contains(namespace.name())) {
      return Optional.of(new NotInjected(SkipReason.SYSTEM_NAMESPACE, "istiod ignores namespace " + namespace.name()));
    }
    trail.passed(Gate.Name.NAMESPACE, () -> "istiod does not ignore namespace " + namespace.name());
    return Optional.empty();
  }

  /** The part that depends on the configuration, and on the release of istiod: 1.27 reads the label more strictly. */
  static Optional<Expectation> refusal(TemplateFacts template, Injector injector, Trail trail) {
    Wish before127 = until126(requested(template));
    Wish strictly = since127(requested(template));
    if (injector.version().isPresent()) {
      return refusal(template, injector, injector.version().get().isBefore(1, 27) ? before127 : strictly, trail);
    }
    Optional<Expectation> until126 = refusal(template, injector, before127, Trail.SILENT);
    Optional<Expectation> since127 = refusal(template, injector, strictly, Trail.SILENT);
    boolean agreed = until126.equals(since127)
        || until126.filter(NotInjected.class::isInstance).isPresent()
        && since127.filter(NotInjected.class::isInstance).isPresent();
    return agreed ? refusal(template, injector, strictly, trail)
        : Optional.of(new Undecidable(UnknownReason.CONTROL_PLANE_VERSION_UNKNOWN,
        request(template) + " means different things before and since Istio 1.27"));
  }

  private static Optional<Expectation> refusal(TemplateFacts template, Injector injector, Wish wish, Trail trail) {
    Map<String, String> labels = template.labels();
    if (wish == Wish.NO) {
      return Optional.of(new NotInjected(SkipReason.OPTED_OUT, request(template) + " turns injection off"));
    }
    trail.passed(Gate.Name.REQUEST, () -> spoken(template, wish));
    if (wish == Wish.NONE && PodSelectors.anyMatches(injector.config().at("neverInjectSelector"), labels)) {
      return Optional.of(new NotInjected(SkipReason.NEVER_INJECT_SELECTOR,
          "neverInjectSelector of ConfigMap " + injector.name() + " matches the labels of the template"));
    }
    boolean always = PodSelectors.anyMatches(injector.config().at("alwaysInjectSelector"), labels);
    trail.passed(Gate.Name.SELECTORS, () -> selected(injector, wish, always));
    return refusalByPolicy(injector, wish == Wish.YES || always, trail);
  }

  private static String spoken(TemplateFacts template, Wish wish) {
    boolean silent = !template.labels().containsKey(IstioKeys.INJECT)
        && !template.annotations().containsKey(IstioKeys.INJECT);
    return silent ? "the template has neither label nor annotation " + IstioKeys.INJECT
        : request(template) + (wish == Wish.YES ? " asks for injection" : " decides nothing");
  }

  private static String selected(Injector injector, Wish wish, boolean always) {
    String selectors = "neverInjectSelector and alwaysInjectSelector of ConfigMap " + injector.name();
    return wish == Wish.YES ? selectors + " are not asked, as the template asks itself"
        : always ? "alwaysInjectSelector of ConfigMap " + injector.name() + " matches the labels of the template"
            : "none of " + selectors + " matches";
  }

  private static Optional<Expectation> refusalByPolicy(Injector injector, boolean asked, Trail trail) {
    Optional<String> policy = injector.config().at("policy").text();
    if (policy.isEmpty()) {
      return Optional.of(new Undecidable(UnknownReason.INJECTOR_INCOMPLETE,
          "ConfigMap " + injector.name() + ": policy is missing in config"));
    }
    String found = "policy '" + policy.get() + "' of ConfigMap " + injector.name();
    Optional<Expectation> refused = switch (policy.get()) {
      case "enabled" -> Optional.empty();
      case "disabled" -> asked ? Optional.empty() : Optional.of(
          new NotInjected(SkipReason.POLICY, found + " injects on request only, and nothing requests it"));
      default -> Optional.of(new NotInjected(SkipReason.POLICY, found + " never injects; allowed: enabled, disabled"));
    };
    if (refused.isEmpty()) {
      trail.passed(Gate.Name.POLICY, () -> found
          + (policy.get().equals("enabled") ? " injects unless told otherwise" : " injects on request"));
    }
    return refused;
  }

  private static Wish until126(String value) {
    return switch (value.toLowerCase(Locale.ROOT)) {
      case "y", "yes", "true", "on" -> Wish.YES;
      case "" -> Wish.NONE;
      default -> Wish.NO;
    };
  }

  private static Wish since127(String value) {
    return switch (value) {
      case "true" -> Wish.YES;
      case "false" -> Wish.NO;
      default -> Wish.NONE;
    };
  }

  /** The label counts if it is there at all: an empty one hides the annotation. */
  private static String requested(TemplateFacts template) {
    String annotation = template.annotations().getOrDefault(IstioKeys.INJECT, "");
    return template.labels().getOrDefault(IstioKeys.INJECT, annotation);
  }

  private static String request(TemplateFacts template) {
    String kind = template.labels().containsKey(IstioKeys.INJECT) ? "label " : "annotation ";
    return kind + IstioKeys.INJECT + "=" + requested(template) + " of the template";
  }
}
