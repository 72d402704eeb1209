package dev.driftless.core.injection;

import dev.driftless.core.injection.Expectation.Injected;
import dev.driftless.core.injection.Expectation.Undecidable;
import dev.driftless.core.model.ContainerKind;
import dev.driftless.core.model.InitKind;
import dev.driftless.core.model.NamespaceFacts;
import dev.driftless.core.model.OwnProxy;
import dev.driftless.core.model.Parsed;
import dev.driftless.core.model.Scraping;
import dev.driftless.core.model.TemplateFacts;
import dev.driftless.core.model.UnknownReason;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The last step of an injection: what the proxy is. Templates that say the same of it get the same object. */
final class Rendering {

  private Rendering() {}

  /**
   * All of a template that a rendering depends on.
   *
   * @param labels    only where ProxyConfigs of the namespace may select by them
   * @param namespace only where it has ProxyConfigs or LimitRanges of its own
   */
  record Subject(String webhook, Map<String, String> annotations, Optional<OwnProxy> ownProxy,
      Optional<Parsed> proxyConfig, String nodeName, Map<String, String> labels, String namespace) {

    static Subject of(TemplateFacts template, NamespaceFacts namespace, WebhookMatch match, MeshFacts mesh) {
      boolean configured = mesh.proxyConfigs().containsKey(namespace.name());
      boolean special = configured || mesh.defaulted().containsKey(namespace.name());
      return new Subject(match.name(), relevant(template.annotations()), template.ownProxy(), template.proxyConfig(),
          template.nodeName(), configured ? template.labels() : Map.of(), special ? namespace.name() : "");
    }

    /** The marks of a restart are not: each workload has its own. */
    private static Map<String, String> relevant(Map<String, String> annotations) {
      boolean all = true;
      for (String key : annotations.keySet()) {
        all &= isRelevant(key);
      }
      return all ? annotations : annotations.entrySet().stream().filter(entry -> isRelevant(entry.getKey()))
          .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static boolean isRelevant(String key) {
      return key.contains("istio.io/") || key.startsWith("prometheus");
    }
  }

  /** What the injector makes of that template, once all gates are passed. */
  static Expectation of(TemplateFacts template, NamespaceFacts namespace, WebhookMatch match, Injector injector) {
    return injector.mesh().renderings().computeIfAbsent(Subject.of(template, namespace, match, injector.mesh()),
        subject -> derived(template, namespace, match, injector));
  }

  private static Expectation derived(TemplateFacts template, NamespaceFacts namespace, WebhookMatch match,
      Injector injector) {
    String revision = match.configuration().revision();
    TemplateKind kind = TemplateKind.of(template, injector.config());
    if (kind == TemplateKind.CUSTOM) {
      return new Undecidable(UnknownReason.CUSTOM_TEMPLATE, custom(template, injector));
    }
    if (injectedBefore(template)) {
      return new Undecidable(UnknownReason.CUSTOM_TEMPLATE, "the template carries its own proxy with annotation "
          + IstioKeys.STATUS + " or " + IstioKeys.OVERRIDES + ", or among its init containers: what istiod makes of "
          + "that is not derived here");
    }
    Derived<EffectiveConfig> config = EffectiveConfig.of(template, namespace, injector);
    Optional<String> denied = AnnotationRules.problem(template)
        .or(() -> ScrapingRule.problem(template, injector))
        .or(() -> config instanceof Derived.Unclear<EffectiveConfig> unclear
            && unclear.reason() == UnknownReason.ANNOTATION_UNREADABLE ? Optional.of(unclear.detail())
                : Optional.empty());
    if (denied.isPresent()) {
      return new Undecidable(UnknownReason.ANNOTATION_UNREADABLE, denied.get());
    }
    boolean gateway = kind == TemplateKind.GATEWAY;
    return switch (ProxyImage.of(template, config, injector)) {
      case Derived.Known<String>(String image) -> new Injected(revision, image, gateway, match.name(),
          features(template, namespace, gateway, config, injector), Expectation.Source.COMPUTED);
      case Derived.Unclear<String>(UnknownReason reason, String detail) -> new Undecidable(reason, detail);
    };
  }

  /** The template of gateways is never native and comes without an init container. */
  private static Features features(TemplateFacts template, NamespaceFacts namespace, boolean gateway,
      Derived<EffectiveConfig> config, Injector injector) {
    Derived<ContainerKind> container =
        gateway ? new Derived.Known<>(ContainerKind.CLASSIC) : ContainerRule.of(template, injector);
    return new Features(container,
        gateway ? new Derived.Known<>(InitKind.NONE)
            : config.then(known -> InitRule.of(template, known, injector)),
        ResourceRule.of(template, namespace.name(), gateway, injector),
        injector.meshConfigUnreadable().<Derived<Scraping>>map(Derived.Unclear::same)
            .orElseGet(() -> ScrapingRule.of(template, injector)),
        config.then(known -> SettingsRule.of(template, known, gateway, container, injector)));
  }

  /** Manual injection leaves both; an image among the overrides pins for some kinds of proxy and not for others. */
  private static boolean injectedBefore(TemplateFacts template) {
    return template.annotations().containsKey(IstioKeys.OVERRIDES) || injectedByHand(template)
        || template.ownProxy().filter(OwnProxy::init).isPresent();
  }

  static boolean injectedByHand(TemplateFacts template) {
    return template.annotations().containsKey(IstioKeys.STATUS) && template.ownProxy().isPresent();
  }

  private static String custom(TemplateFacts template, Injector injector) {
    return Optional.ofNullable(template.annotations().get(IstioKeys.TEMPLATES))
        .map(names -> "annotation " + IstioKeys.TEMPLATES + "='" + names + "' of the template")
        .orElse("defaultTemplates of ConfigMap " + injector.name() + " is not just 'sidecar'");
  }
}
