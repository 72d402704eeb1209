package dev.driftless.core.injection;

import dev.driftless.core.injection.Expectation.Injected;
import dev.driftless.core.injection.Expectation.NotInjected;
import dev.driftless.core.injection.Expectation.Undecidable;
import dev.driftless.core.model.ContainerKind;
import dev.driftless.core.model.ControlPlaneFacts;
import dev.driftless.core.model.InitKind;
import dev.driftless.core.model.InjectorFacts;
import dev.driftless.core.model.NamespaceFacts;
import dev.driftless.core.model.OwnProxy;
import dev.driftless.core.model.Parsed;
import dev.driftless.core.model.Scraping;
import dev.driftless.core.model.TemplateFacts;
import dev.driftless.core.model.Tree;
import dev.driftless.core.model.UnknownReason;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The way of one pod template through the injector: the API server's gate, istiod's gate, the image. The first step
 * that refuses, or cannot say, is the answer.
 */
public final class Injection {

  private Injection() {}

  /** What a new pod of that template in that namespace would get now. */
  public static Expectation expect(TemplateFacts template, NamespaceFacts namespace, MeshFacts mesh) {
    Expectation answer = answer(template, namespace, mesh);
    return answer instanceof NotInjected(SkipReason reason, String detail, String revision) && injectedByHand(template)
        ? new Undecidable(UnknownReason.CUSTOM_TEMPLATE, "the template carries its own proxy with annotation "
            + IstioKeys.STATUS + ", so that every pod of it has one although nothing is injected: " + detail)
        : answer;
  }

  private static Expectation answer(TemplateFacts template, NamespaceFacts namespace, MeshFacts mesh) {
    List<WebhookMatch> matches = WebhookMatch.of(mesh.webhooks(), namespace, template);
    if (matches.isEmpty()) {
      return MissingWebhook.skip(mesh, namespace, template);
    }
    if (matches.stream().map(WebhookMatch::configuration).distinct().count() > 1) {
      return new Undecidable(UnknownReason.WEBHOOK_CONFLICT, "more than one webhook configuration injects: "
          + matches.stream().map(WebhookMatch::name).collect(Collectors.joining(", ")));
    }
    WebhookMatch match = matches.getFirst();
    return named(called(template, namespace, match, mesh), match);
  }

  /** What comes after the API server has called the webhook. */
  private static Expectation called(TemplateFacts template, NamespaceFacts namespace, WebhookMatch match,
      MeshFacts mesh) {
    String revision = match.configuration().revision();
    Optional<ControlPlaneFacts> controlPlane = Optional.ofNullable(mesh.controlPlanes().get(revision));
    if (controlPlane.isEmpty()) {
      return new Undecidable(UnknownReason.CONTROL_PLANE_MISSING,
          match.name() + " injects from revision '" + revision + "', of which there is no istiod Deployment");
    }
    return InjectionPolicy.refusal(template, namespace)
        .orElseGet(() -> configured(template, namespace, match, controlPlane.get(), mesh));
  }

  private static Expectation named(Expectation expectation, WebhookMatch match) {
    String revision = match.configuration().revision();
    return switch (expectation) {
      case Injected injected -> injected;
      case NotInjected(SkipReason reason, String detail, String open) -> new NotInjected(reason, detail, revision);
      case Undecidable(UnknownReason reason, String detail, String unnamed, String open) ->
        new Undecidable(reason, detail);
    };
  }

  private static Expectation configured(TemplateFacts template, NamespaceFacts namespace, WebhookMatch match,
      ControlPlaneFacts controlPlane, MeshFacts mesh) {
    String revision = match.configuration().revision();
    Optional<InjectorFacts> facts = Optional.ofNullable(mesh.injectors().get(revision));
    if (facts.isEmpty()) {
      return new Undecidable(UnknownReason.INJECTOR_MISSING,
          match.name() + " injects from revision '" + revision + "', of which there is no injector ConfigMap");
    }
    String name = facts.get().name();
    if (facts.get().config() instanceof Parsed.Unreadable(String detail)) {
      return new Undecidable(UnknownReason.INJECTOR_UNREADABLE, "ConfigMap " + name + ": config: " + detail);
    }
    if (facts.get().values() instanceof Parsed.Unreadable(String detail)) {
      return new Undecidable(UnknownReason.INJECTOR_UNREADABLE, "ConfigMap " + name + ": values: " + detail);
    }
    Optional<String> unreadable = InjectorValues.problem(tree(facts.get().values()));
    if (unreadable.isPresent()) {
      return new Undecidable(UnknownReason.INJECTOR_UNREADABLE, "ConfigMap " + name + ": values: " + unreadable.get());
    }
    Injector injector = new Injector(name, tree(facts.get().config()), tree(facts.get().values()),
        Optional.ofNullable(mesh.meshConfigs().get(revision)), ControlPlanes.versionOf(controlPlane), controlPlane,
        mesh);
    Optional<Expectation> unknownRules = KnownRules.refusal(injector);
    if (unknownRules.isPresent()) {
      return unknownRules.get();
    }
    return InjectionPolicy.refusal(template, injector).orElseGet(() -> rendered(template, namespace, match, injector));
  }

  private static Expectation rendered(TemplateFacts template, NamespaceFacts namespace, WebhookMatch match,
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

  private static boolean injectedByHand(TemplateFacts template) {
    return template.annotations().containsKey(IstioKeys.STATUS) && template.ownProxy().isPresent();
  }

  private static String custom(TemplateFacts template, Injector injector) {
    return Optional.ofNullable(template.annotations().get(IstioKeys.TEMPLATES))
        .map(names -> "annotation " + IstioKeys.TEMPLATES + "='" + names + "' of the template")
        .orElse("defaultTemplates of ConfigMap " + injector.name() + " is not just 'sidecar'");
  }

  private static Tree tree(Parsed parsed) {
    return parsed instanceof Parsed.Value(Tree tree) ? tree : Tree.NOTHING;
  }
}
