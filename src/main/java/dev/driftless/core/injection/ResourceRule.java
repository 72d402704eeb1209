package dev.driftless.core.injection;

import dev.driftless.core.model.Quantity;
import dev.driftless.core.model.Resources;
import dev.driftless.core.model.TemplateFacts;
import dev.driftless.core.model.Tree;
import dev.driftless.core.model.UnknownReason;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the proxy asks for and may take. One annotation replaces the mesh's amounts entirely; what the template's own
 * proxy container says is laid over the result; the API server requests what is limited (istio/istio, {@code resources}
 * in {@code injection-template.yaml}; the template of gateways brings none). What then is left open a LimitRange gives;
 * to a container of the template itself it has done so before istiod is asked.
 */
final class ResourceRule {

  private ResourceRule() {}

  static Derived<Resources> of(TemplateFacts template, String namespace, boolean gateway, Injector injector) {
    Optional<Resources> injected = gateway ? Optional.of(Resources.NONE) : injected(template, injector);
    if (injected.isEmpty()) {
      return new Derived.Unclear<>(UnknownReason.INJECTOR_UNREADABLE,
          "ConfigMap " + injector.name() + ": global.proxy.resources in values are not all quantities");
    }
    List<Resources> given = injector.mesh().defaulted().getOrDefault(namespace, List.of());
    if (given.stream().distinct().count() > 1) {
      return new Derived.Unclear<>(UnknownReason.NOT_DERIVABLE, "several LimitRanges of namespace " + namespace
          + " give amounts to containers that do not say them; which of them counts is by chance");
    }
    Resources defaults = given.isEmpty() ? Resources.NONE : given.getFirst();
    Resources own = template.ownProxy().map(proxy -> defaults.overlaid(proxy.resources().defaulted()))
        .orElse(Resources.NONE);
    return new Derived.Known<>(defaults.overlaid(injected.get().overlaid(own).defaulted()));
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
