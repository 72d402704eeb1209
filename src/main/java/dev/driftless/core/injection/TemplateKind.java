package dev.driftless.core.injection;

import dev.driftless.core.model.TemplateFacts;
import dev.driftless.core.model.Tree;

import java.util.Optional;

/** What istiod renders (istio/istio, {@code selectTemplates} in {@code pkg/kube/inject/inject.go}). */
enum TemplateKind {
  SIDECAR,
  GATEWAY,
  /** Several, an alias, or one that Istio does not bring along. */
  CUSTOM;

  static TemplateKind of(TemplateFacts template, Tree config) {
    Optional<String> requested =
        Optional.ofNullable(template.annotations().get(IstioKeys.TEMPLATES)).map(String::strip);
    if (requested.isEmpty()) {
      return byDefault(config);
    }
    if (config.at("aliases", requested.get()).isPresent()) {
      return CUSTOM;
    }
    return switch (requested.get()) {
      case "sidecar" -> SIDECAR;
      case "gateway" -> GATEWAY;
      default -> CUSTOM;
    };
  }

  /** Without any default template istiod takes {@code sidecar}. */
  private static TemplateKind byDefault(Tree config) {
    boolean sidecar = config.at("defaultTemplates").items().stream()
        .allMatch(name -> name.text().filter("sidecar"::equals).isPresent());
    boolean one = config.at("defaultTemplates").items().size() <= 1;
    return sidecar && one && !config.at("aliases", "sidecar").isPresent() ? SIDECAR : CUSTOM;
  }
}
