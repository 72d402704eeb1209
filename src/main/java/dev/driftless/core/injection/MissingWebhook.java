package dev.driftless.core.injection;

import dev.driftless.core.model.InjectorFacts;
import dev.driftless.core.model.NamespaceFacts;
import dev.driftless.core.model.Parsed;
import dev.driftless.core.model.TemplateFacts;
import dev.driftless.core.model.Tree;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Says in words why no webhook of Istio matches, by the precedence of the labels in their selectors. */
final class MissingWebhook {

  private static final List<String> LABELS = List.of(IstioKeys.INJECTION, IstioKeys.REVISION, IstioKeys.INJECT);

  private MissingWebhook() {}

  static Expectation.NotInjected skip(MeshFacts mesh, NamespaceFacts namespace, TemplateFacts template) {
    Optional<String> unserved = unservedDefault(mesh, namespace, template);
    return new Expectation.NotInjected(asks(namespace.labels(), template.labels()) || unserved.isPresent()
        ? SkipReason.DANGLING_REVISION : SkipReason.NO_WEBHOOK_MATCHES,
        unserved.filter(detail -> !mesh.webhooks().isEmpty()).orElseGet(() -> reason(mesh, namespace, template)));
  }

  /**
   * Where an injector was installed with {@code enableNamespacesByDefault}, asking for nothing is asking for a sidecar,
   * and the webhook that serves it is the one that a wholly unlabelled pod would be sent to (istio/istio,
   * {@code manifests/charts/istio-control/istio-discovery/templates/mutatingwebhook.yaml}).
   */
  private static Optional<String> unservedDefault(MeshFacts mesh, NamespaceFacts namespace, TemplateFacts template) {
    if (LABELS.stream().anyMatch(key -> namespace.labels().containsKey(key) || template.labels().containsKey(key))
        || WebhookMatch.serveUnlabelled(mesh.webhooks())) {
      return Optional.empty();
    }
    return mesh.injectors().values().stream().filter(MissingWebhook::injectsByDefault).map(InjectorFacts::name)
        .min(Comparator.naturalOrder())
        .map(name -> "ConfigMap " + name
            + " says enableNamespacesByDefault, and no webhook serves pods without labels");
  }

  private static boolean injectsByDefault(InjectorFacts injector) {
    return injector.values() instanceof Parsed.Value(Tree values)
        && values.at("sidecarInjectorWebhook", "enableNamespacesByDefault").text().filter("true"::equals).isPresent();
  }

  /** Whether the labels ask for injection, by the default revision or by one that they name. */
  private static boolean asks(Map<String, String> namespace, Map<String, String> template) {
    if ("false".equals(template.get(IstioKeys.INJECT))) {
      return false;
    }
    String injection = namespace.get(IstioKeys.INJECTION);
    return injection != null ? injection.equals("enabled")
        : namespace.containsKey(IstioKeys.REVISION) || template.containsKey(IstioKeys.REVISION)
            || "true".equals(template.get(IstioKeys.INJECT));
  }

  private static String reason(MeshFacts mesh, NamespaceFacts namespace, TemplateFacts template) {
    if (mesh.webhooks().isEmpty()) {
      return "there is no webhook configuration of Istio";
    }
    String owner = "namespace " + namespace.name();
    Map<String, String> onNamespace = namespace.labels();
    Map<String, String> onTemplate = template.labels();
    if (onNamespace.containsKey(IstioKeys.INJECTION) && !"enabled".equals(onNamespace.get(IstioKeys.INJECTION))) {
      return label(owner, onNamespace, IstioKeys.INJECTION) + " turns injection off; only 'enabled' turns it on";
    }
    if ("false".equals(onTemplate.get(IstioKeys.INJECT))) {
      return label("the template", onTemplate, IstioKeys.INJECT) + " turns injection off";
    }
    for (String key : new String[] {IstioKeys.INJECTION, IstioKeys.REVISION}) {
      if (onNamespace.containsKey(key)) {
        return label(owner, onNamespace, key) + " is served by no webhook";
      }
    }
    if (onTemplate.containsKey(IstioKeys.REVISION)) {
      return label("the template", onTemplate, IstioKeys.REVISION) + " is served by no webhook";
    }
    if (onTemplate.containsKey(IstioKeys.INJECT)) {
      return label("the template", onTemplate, IstioKeys.INJECT)
          + " is served by no webhook; only 'true' asks for injection";
    }
    String annotation = template.annotations().get(IstioKeys.INJECT);
    return "neither the labels of " + owner + " nor those of the template ask for injection"
        + (annotation == null ? "" : "; annotation " + IstioKeys.INJECT + "=" + annotation
            + " of the template counts for nothing here: the API server looks at labels only");
  }

  /** The labels by which injection was asked for, for people; empty if there are none. */
  static String asking(NamespaceFacts namespace, TemplateFacts template) {
    List<String> found = new ArrayList<>();
    for (String key : new String[] {IstioKeys.INJECTION, IstioKeys.REVISION}) {
      if (namespace.labels().containsKey(key)) {
        found.add(label("namespace " + namespace.name(), namespace.labels(), key));
      }
    }
    for (String key : new String[] {IstioKeys.REVISION, IstioKeys.INJECT}) {
      if (template.labels().containsKey(key)) {
        found.add(label("the template", template.labels(), key));
      }
    }
    return String.join(", ", found);
  }

  private static String label(String owner, Map<String, String> labels, String key) {
    return "label " + key + "=" + labels.get(key) + " of " + owner;
  }
}
