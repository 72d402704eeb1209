package dev.driftless.core.injection;

import dev.driftless.core.injection.Expectation.Injected;
import dev.driftless.core.injection.Expectation.Undecidable;
import dev.driftless.core.model.ControlPlaneFacts;
import dev.driftless.core.model.InjectorFacts;
import dev.driftless.core.model.NamespaceFacts;
import dev.driftless.core.model.Parsed;
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
    List<WebhookMatch> matches = WebhookMatch.of(mesh.webhooks(), namespace, template);
    if (matches.isEmpty()) {
      return MissingWebhook.skip(mesh, namespace, template);
    }
    if (matches.stream().map(WebhookMatch::configuration).distinct().count() > 1) {
      return new Undecidable(UnknownReason.WEBHOOK_CONFLICT, "more than one webhook configuration injects: "
          + matches.stream().map(WebhookMatch::name).collect(Collectors.joining(", ")));
    }
    WebhookMatch match = matches.getFirst();
    String revision = match.configuration().revision();
    Optional<ControlPlaneFacts> controlPlane = Optional.ofNullable(mesh.controlPlanes().get(revision));
    if (controlPlane.isEmpty()) {
      return new Undecidable(UnknownReason.CONTROL_PLANE_MISSING,
          match.name() + " injects from revision '" + revision + "', of which there is no istiod Deployment");
    }
    return InjectionPolicy.refusal(template, namespace)
        .orElseGet(() -> configured(template, match, controlPlane.get(), mesh));
  }

  private static Expectation configured(TemplateFacts template, WebhookMatch match, ControlPlaneFacts controlPlane,
      MeshFacts mesh) {
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
    Injector injector = new Injector(name, tree(facts.get().config()), tree(facts.get().values()),
        Optional.ofNullable(mesh.meshConfigs().get(revision)), ControlPlanes.versionOf(controlPlane));
    return InjectionPolicy.refusal(template, injector).orElseGet(() -> rendered(template, match, injector));
  }

  private static Expectation rendered(TemplateFacts template, WebhookMatch match, Injector injector) {
    TemplateKind kind = TemplateKind.of(template, injector.config());
    if (kind == TemplateKind.CUSTOM) {
      return new Undecidable(UnknownReason.CUSTOM_TEMPLATE, custom(template, injector));
    }
    if (injectedBefore(template)) {
      return new Undecidable(UnknownReason.CUSTOM_TEMPLATE, "the template carries its own proxy with annotation "
          + IstioKeys.STATUS + " or " + IstioKeys.OVERRIDES + ": what istiod makes of both is not derived here");
    }
    Parsed proxyConfig = template.proxyConfig().orElse(new Parsed.Value(Tree.NOTHING));
    return switch (proxyConfig) {
      case Parsed.Unreadable(String detail) -> unreadableProxyConfig(detail);
      case Parsed.Value(Tree tree) when !ImageType.readable(tree) ->
          unreadableProxyConfig("must be a mapping, 'image' in it too, and 'imageType' in that a text");
      case Parsed.Value(Tree tree) -> switch (ProxyImage.of(template, tree, injector)) {
        case Derived.Known(String image) -> new Injected(match.configuration().revision(), image,
            kind == TemplateKind.GATEWAY, match.name());
        case Derived.Unclear(Undecidable why) -> why;
      };
    };
  }

  /** Manual injection leaves both; an image among the overrides pins for some kinds of proxy and not for others. */
  private static boolean injectedBefore(TemplateFacts template) {
    return template.annotations().containsKey(IstioKeys.OVERRIDES)
        || template.annotations().containsKey(IstioKeys.STATUS) && template.ownProxyImage().isPresent();
  }

  private static Undecidable unreadableProxyConfig(String detail) {
    return new Undecidable(UnknownReason.ANNOTATION_UNREADABLE,
        "annotation " + IstioKeys.PROXY_CONFIG + " of the template: " + detail);
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
