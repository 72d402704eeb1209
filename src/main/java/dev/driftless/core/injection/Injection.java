package dev.driftless.core.injection;

import dev.driftless.core.injection.Expectation.Injected;
import dev.driftless.core.injection.Expectation.NotInjected;
import dev.driftless.core.injection.Expectation.Undecidable;
import dev.driftless.core.model.ControlPlaneFacts;
import dev.driftless.core.model.NamespaceFacts;
import dev.driftless.core.model.TemplateFacts;
import dev.driftless.core.model.UnknownReason;

import java.util.ArrayList;
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
    Expectation answer = walk(template, namespace, mesh, Trail.SILENT);
    return answer instanceof NotInjected(SkipReason reason, String detail, String revision)
        && Rendering.injectedByHand(template)
            ? new Undecidable(UnknownReason.CUSTOM_TEMPLATE, "the template carries its own proxy with annotation "
                + IstioKeys.STATUS + ", so that every pod of it has one although nothing is injected: " + detail)
            : answer;
  }

  /** The way there, gate by gate, up to the one that decided. */
  public static List<Gate> gates(TemplateFacts template, NamespaceFacts namespace, MeshFacts mesh) {
    List<Gate> gates = new ArrayList<>();
    Expectation end = walk(template, namespace, mesh,
        (gate, words) -> gates.add(new Gate(gate, Gate.Answer.PASSED, words.get())));
    gates.add(switch (end) {
      case Injected injected -> new Gate(Gate.Name.TEMPLATE, Gate.Answer.PASSED,
          (injected.gateway() ? "a gateway" : "a sidecar") + " of image " + injected.image());
      case NotInjected none -> new Gate(Gate.Name.after(gates), Gate.Answer.REFUSED, none.detail());
      case Undecidable undecidable -> new Gate(Gate.Name.after(gates), Gate.Answer.UNCLEAR, undecidable.detail());
    });
    return List.copyOf(gates);
  }

  private static Expectation walk(TemplateFacts template, NamespaceFacts namespace, MeshFacts mesh, Trail trail) {
    List<WebhookMatch> matches = WebhookMatch.of(mesh.webhooks(), namespace, template);
    if (matches.isEmpty()) {
      return MissingWebhook.skip(mesh, namespace, template);
    }
    if (matches.size() > 1 && matches.stream().map(WebhookMatch::configuration).distinct().count() > 1) {
      return new Undecidable(UnknownReason.WEBHOOK_CONFLICT, "more than one webhook configuration injects: "
          + matches.stream().map(WebhookMatch::name).collect(Collectors.joining(", ")));
    }
    WebhookMatch match = matches.getFirst();
    trail.passed(Gate.Name.WEBHOOK, () -> call(match, MissingWebhook.asking(namespace, template)));
    return named(called(template, namespace, match, mesh, trail), template, match, mesh);
  }

  private static String call(WebhookMatch match, String asking) {
    return match.name() + " is called" + (asking.isEmpty() ? ", as for every pod of such a namespace"
        : ", because of " + asking);
  }

  /** What comes after the API server has called the webhook. */
  private static Expectation called(TemplateFacts template, NamespaceFacts namespace, WebhookMatch match,
      MeshFacts mesh, Trail trail) {
    String revision = match.configuration().revision();
    Optional<ControlPlaneFacts> controlPlane = Optional.ofNullable(mesh.controlPlanes().get(revision));
    if (controlPlane.isEmpty() && match.webhook().service().isEmpty()) {
      return new Undecidable(UnknownReason.CONTROL_PLANE_EXTERNAL,
          match.name() + " calls a URL for revision '" + revision + "': its istiod is not in this cluster");
    }
    if (controlPlane.isEmpty()) {
      return new Undecidable(UnknownReason.CONTROL_PLANE_MISSING,
          match.name() + " injects from revision '" + revision + "', of which there is no istiod Deployment");
    }
    trail.passed(Gate.Name.CONTROL_PLANE, () -> "istiod Deployment " + controlPlane.get().name()
        + " answers for revision '" + revision + "'");
    return InjectionPolicy.refusal(template, namespace, trail)
        .orElseGet(() -> configured(template, namespace, match, mesh, trail));
  }

  private static Expectation named(Expectation expectation, TemplateFacts template, WebhookMatch match,
      MeshFacts mesh) {
    String revision = match.configuration().revision();
    return switch (expectation) {
      case Injected injected -> injected;
      case NotInjected(SkipReason reason, String detail, String open) -> new NotInjected(reason, detail, revision);
      case Undecidable undecidable -> new Undecidable(undecidable.reason(), undecidable.detail(), match.name(),
          revision, TemplateKind.mayBeGateway(template, mesh.injectors().get(revision)));
    };
  }

  private static Expectation configured(TemplateFacts template, NamespaceFacts namespace, WebhookMatch match,
      MeshFacts mesh, Trail trail) {
    String revision = match.configuration().revision();
    Preparation preparation =
        mesh.preparations().computeIfAbsent(revision, name -> Preparation.of(name, match.name(), mesh));
    if (preparation instanceof Preparation.Impossible(Expectation why)) {
      return why;
    }
    Injector injector = ((Preparation.Ready) preparation).injector();
    String name = injector.name();
    trail.passed(Gate.Name.CONFIGURATION, () -> "ConfigMap " + name + " can be read"
        + injector.version().map(version -> ", and the rules of Istio " + version + " are known").orElse(""));
    return InjectionPolicy.refusal(template, injector, trail)
        .orElseGet(() -> Rendering.of(template, namespace, match, injector));
  }
}
