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
  static Optional<Expectation> refusal(TemplateFacts template, NamespaceFacts namespace) {
    if (template.hostNetwork()) {
      return Optional.of(new NotInjected(SkipReason.HOST_NETWORK, "the template asks for hostNetwork"));
    }
    if (IGNORED_NAMESPACES.contains(namespace.name())) {
      return Optional.of(new NotInjected(SkipReason.SYSTEM_NAMESPACE, "istiod ignores namespace " + namespace.name()));
    }
    return Optional.empty();
  }

  /** The part that depends on the configuration, and on the release of istiod: 1.27 reads the label more strictly. */
  static Optional<Expectation> refusal(TemplateFacts template, Injector injector) {
    Optional<Expectation> until126 = refusal(template, injector, until126(requested(template)));
    Optional<Expectation> since127 = refusal(template, injector, since127(requested(template)));
    if (injector.version().isPresent()) {
      return injector.version().get().isBefore(1, 27) ? until126 : since127;
    }
    boolean agreed = until126.equals(since127)
        || until126.filter(NotInjected.class::isInstance).isPresent()
        && since127.filter(NotInjected.class::isInstance).isPresent();
    return agreed ? since127 : Optional.of(new Undecidable(UnknownReason.CONTROL_PLANE_VERSION_UNKNOWN,
        request(template) + " means different things before and since Istio 1.27"));
  }

  private static Optional<Expectation> refusal(TemplateFacts template, Injector injector, Wish wish) {
    Map<String, String> labels = template.labels();
    if (wish == Wish.NO) {
      return Optional.of(new NotInjected(SkipReason.OPTED_OUT, request(template) + " turns injection off"));
    }
    if (wish == Wish.NONE && PodSelectors.anyMatches(injector.config().at("neverInjectSelector"), labels)) {
      return Optional.of(new NotInjected(SkipReason.NEVER_INJECT_SELECTOR,
          "neverInjectSelector of ConfigMap " + injector.name() + " matches the labels of the template"));
    }
    boolean asked = wish == Wish.YES || PodSelectors.anyMatches(injector.config().at("alwaysInjectSelector"), labels);
    return refusalByPolicy(injector, asked);
  }

  private static Optional<Expectation> refusalByPolicy(Injector injector, boolean asked) {
    Optional<String> policy = injector.config().at("policy").text();
    if (policy.isEmpty()) {
      return Optional.of(new Undecidable(UnknownReason.INJECTOR_INCOMPLETE,
          "ConfigMap " + injector.name() + ": policy is missing in config"));
    }
    String found = "policy '" + policy.get() + "' of ConfigMap " + injector.name();
    return switch (policy.get()) {
      case "enabled" -> Optional.empty();
      case "disabled" -> asked ? Optional.empty() : Optional.of(
          new NotInjected(SkipReason.POLICY, found + " injects on request only, and nothing requests it"));
      default -> Optional.of(new NotInjected(SkipReason.POLICY, found + " never injects; allowed: enabled, disabled"));
    };
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
