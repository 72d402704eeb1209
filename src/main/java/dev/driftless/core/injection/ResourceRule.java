package dev.driftless.core.injection;

import dev.driftless.core.model.OwnProxy;
import dev.driftless.core.model.Quantity;
import dev.driftless.core.model.Resources;
import dev.driftless.core.model.TemplateFacts;
import dev.driftless.core.model.Tree;
import dev.driftless.core.model.UnknownReason;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the proxy asks for and may take. One annotation replaces the mesh's amounts entirely; what the template's own
 * proxy container says is laid over the result; the API server requests what is limited (istio/istio, {@code resources}
 * in {@code injection-template.yaml}; the template of gateways brings none).
 */
final class ResourceRule {

  private ResourceRule() {}

  static Derived<Resources> of(TemplateFacts template, String namespace, boolean gateway, Injector injector) {
    Optional<Resources> injected = gateway ? Optional.of(Resources.NONE) : injected(template, injector);
    if (injected.isEmpty()) {
      return new Derived.Unclear<>(UnknownReason.INJECTOR_UNREADABLE,
          "ConfigMap " + injector.name() + ": global.proxy.resources in values are not all quantities");
    }
    Resources own = template.ownProxy().map(OwnProxy::resources).orElse(Resources.NONE).defaulted();
    Resources all = injected.get().overlaid(own).defaulted();
    Set<String> given = injector.mesh().defaulted().getOrDefault(namespace, Set.of());
    Optional<String> missing = given.stream().sorted().filter(name -> !names(all, name)).findFirst();
    return missing.<Derived<Resources>>map(name -> new Derived.Unclear<>(UnknownReason.NOT_DERIVABLE,
        "a LimitRange of namespace " + namespace + " gives " + name + " to containers that do not say it"))
        .orElseGet(() -> new Derived.Known<>(all));
  }

  private static boolean names(Resources resources, String name) {
    return name.startsWith("limits.") ? resources.limits().containsKey(name.substring("limits.".length()))
        : resources.requests().containsKey(name.substring("requests.".length()));
  }

  private static Optional<Resources> injected(TemplateFacts template, Injector injector) {
    Map<String, String> annotations = template.annotations();
    if (IstioKeys.AMOUNTS.stream().noneMatch(annotations::containsKey)) {
      return mesh(injector.value("global", "proxy", "resources"));
    }
    return Optional.of(new Resources(
        annotated(annotations, IstioKeys.PROXY_CPU, IstioKeys.PROXY_MEMORY),
        annotated(annotations, IstioKeys.PROXY_CPU_LIMIT, IstioKeys.PROXY_MEMORY_LIMIT)));
  }

  private static SortedMap<String, Quantity> annotated(Map<String, String> annotations, String cpu, String memory) {
    SortedMap<String, Quantity> amounts = new TreeMap<>();
    Optional.ofNullable(annotations.get(cpu)).flatMap(Quantity::parse).ifPresent(amount -> amounts.put("cpu", amount));
    Optional.ofNullable(annotations.get(memory)).flatMap(Quantity::parse)
        .ifPresent(amount -> amounts.put("memory", amount));
    return amounts;
  }

  /** Empty if one is no quantity. */
  private static Optional<Resources> mesh(Tree resources) {
    Optional<SortedMap<String, Quantity>> requests = amounts(resources.at("requests"));
    Optional<SortedMap<String, Quantity>> limits = amounts(resources.at("limits"));
    return requests.isEmpty() || limits.isEmpty() ? Optional.empty()
        : Optional.of(new Resources(requests.get(), limits.get()));
  }

  private static Optional<SortedMap<String, Quantity>> amounts(Tree tree) {
    SortedMap<String, Quantity> amounts = new TreeMap<>();
    for (Map.Entry<String, Tree> entry : tree.entries().entrySet()) {
      if (!entry.getValue().isPresent()) {
        continue;
      }
      Optional<Quantity> amount = entry.getValue().text().flatMap(Quantity::parse);
      if (amount.isEmpty()) {
        return Optional.empty();
      }
      amounts.put(entry.getKey(), amount.get());
    }
    return Optional.of(amounts);
  }
}
