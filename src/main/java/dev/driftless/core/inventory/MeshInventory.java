package dev.driftless.core.inventory;

import dev.driftless.core.injection.MeshFacts;
import dev.driftless.core.model.ControlPlaneFacts;
import dev.driftless.core.model.EndpointFacts;
import dev.driftless.core.model.Facts;
import dev.driftless.core.model.InjectorFacts;
import dev.driftless.core.model.MeshConfigFacts;
import dev.driftless.core.model.ObjectKey;
import dev.driftless.core.model.WebhookConfigFacts;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Webhooks, injectors, mesh configurations, control planes and the endpoints behind the webhooks. */
final class MeshInventory {

  private final Map<String, Facts> byName = new TreeMap<>();
  private MeshFacts snapshot = new MeshFacts(List.of(), Map.of(), Map.of(), Map.of());

  /** @return whether the mesh is any different now */
  boolean put(ObjectKey key, Facts facts) {
    return changed(facts, byName.put(name(key), facts));
  }

  boolean remove(ObjectKey key) {
    return changed(null, byName.remove(name(key)));
  }

  private boolean changed(Facts now, Facts before) {
    if (now == null ? before == null : now.equals(before)) {
      return false;
    }
    snapshot = new MeshFacts(
        byName.values().stream().filter(WebhookConfigFacts.class::isInstance).map(WebhookConfigFacts.class::cast)
            .toList(),
        byRevision(InjectorFacts.class, InjectorFacts::revision, (first, other) -> first),
        byRevision(MeshConfigFacts.class, MeshConfigFacts::revision, (first, other) -> first),
        byRevision(ControlPlaneFacts.class, ControlPlaneFacts::revision, MeshInventory::worse));
    return true;
  }

  private <T> Map<String, T> byRevision(Class<T> type, Function<T, String> revision, BinaryOperator<T> choice) {
    return byName.values().stream().filter(type::isInstance).map(type::cast)
        .collect(Collectors.toUnmodifiableMap(revision, Function.identity(), choice));
  }

  /** Of two istiods of one revision, the one that speaks against acting. */
  private static ControlPlaneFacts worse(ControlPlaneFacts one, ControlPlaneFacts other) {
    return one.state() == ControlPlaneFacts.State.SETTLED ? other : one;
  }

  MeshFacts snapshot() {
    return snapshot;
  }

  /** Ready endpoints of a Service, over all its slices. */
  int readyEndpoints(String namespace, String service) {
    int ready = 0;
    for (Facts facts : byName.values()) {
      if (facts instanceof EndpointFacts slice && slice.namespace().equals(namespace)
          && slice.service().equals(service)) {
        ready += slice.ready();
      }
    }
    return ready;
  }

  /** Webhook configurations keep the order of their names: in that order the API server calls them. */
  private static String name(ObjectKey key) {
    return key.resource().label() + "/" + key.namespace() + "/" + key.name();
  }
}
