package dev.driftless.core.injection;

import dev.driftless.core.model.InjectorFacts;
import dev.driftless.core.model.Parsed;
import dev.driftless.core.model.TemplateFacts;
import dev.driftless.core.model.Tree;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What istiod renders (istio/istio, {@code selectTemplates} in {@code pkg/kube/inject/inject.go}). */
enum TemplateKind {
  SIDECAR,
  GATEWAY,
  /** Several, none, or one that Istio does not bring along. */
  CUSTOM;

  /** Without any default template istiod takes {@code sidecar}; aliases are looked up once. */
  static TemplateKind of(TemplateFacts template, Tree config) {
    List<String> names = Optional.ofNullable(template.annotations().get(IstioKeys.TEMPLATES))
        .map(TemplateKind::listed).orElseGet(() -> byDefault(config));
    List<String> resolved = names.stream().flatMap(name -> resolved(name, config)).toList();
    if (resolved.size() != 1) {
      return CUSTOM;
    }
    return switch (resolved.getFirst()) {
      case "sidecar" -> SIDECAR;
      case "gateway" -> GATEWAY;
      default -> CUSTOM;
    };
  }

  /** Whether any of what is asked for, or is given without asking, has to do with gateways. */
  static boolean mayBeGateway(TemplateFacts template, InjectorFacts injector) {
    Tree config = injector != null && injector.config() instanceof Parsed.Value value ? value.tree() : Tree.NOTHING;
    return Optional.ofNullable(template.annotations().get(IstioKeys.TEMPLATES)).map(TemplateKind::listed)
        .orElseGet(() -> byDefault(config)).stream()
        .flatMap(name -> Stream.concat(Stream.of(name), resolved(name, config)))
        .anyMatch(name -> name.contains("gateway"));
  }

  private static List<String> listed(String annotation) {
    return Stream.of(annotation.split(",", -1)).map(String::strip).toList();
  }

  private static List<String> byDefault(Tree config) {
    List<Tree> names = config.at("defaultTemplates").items();
    return names.isEmpty() ? List.of("sidecar") : names.stream().map(name -> name.text().orElse("")).toList();
  }

  private static Stream<String> resolved(String name, Tree config) {
    Tree alias = config.at("aliases").entries().getOrDefault(name, Tree.NOTHING);
    return alias.isPresent() ? alias.items().stream().map(item -> item.text().orElse("")) : Stream.of(name);
  }
}
