package dev.driftless.core.inventory;

import dev.driftless.core.injection.EffectiveConfig;
import dev.driftless.core.injection.Kubelets;
import dev.driftless.core.injection.MeshFacts;
import dev.driftless.core.model.ControlPlaneFacts;
import dev.driftless.core.model.EndpointFacts;
import dev.driftless.core.model.Facts;
import dev.driftless.core.model.InjectorFacts;
import dev.driftless.core.model.LimitRangeFacts;
import dev.driftless.core.model.MeshConfigFacts;
import dev.driftless.core.model.NodeFacts;
import dev.driftless.core.model.ObjectKey;
import dev.driftless.core.model.OtherWebhookFacts;
import dev.driftless.core.model.ProxyConfigFacts;
import dev.driftless.core.model.WebhookConfigFacts;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Whatever decides what is injected, and the endpoints behind the webhooks. */
final class MeshInventory {

  private static final Comparator<ProxyConfigFacts> OLDEST_FIRST = Comparator.comparing(ProxyConfigFacts::createdAt)
      .thenComparing(ProxyConfigFacts::name);

  private final Map<String, Facts> byName = new TreeMap<>();
  private final Map<String, String> kubelets = new HashMap<>();
  private final Set<String> oldKubelets = new HashSet<>();
  private Optional<MeshFacts> snapshot = Optional.empty();

  /** @return whom it can affect */
  Impact put(ObjectKey key, Facts facts) {
    Facts before = byName.put(name(key), facts);
    return facts.equals(before) ? new Impact.None() : changed(facts, before == null ? facts : before);
  }

  Impact remove(ObjectKey key) {
    Facts gone = byName.remove(name(key));
    if (gone == null) {
      return new Impact.None();
    }
    return gone instanceof NodeFacts node ? forget(node) : changed(gone, gone);
  }

  /** An object that stands for another revision than before affects both, and so everybody. */
  private Impact changed(Facts now, Facts before) {
    if (now instanceof EndpointFacts) {
      return new Impact.None();
    }
    if (now instanceof OtherWebhookFacts && before instanceof OtherWebhookFacts) {
      return new Impact.Proofs();
    }
    snapshot = Optional.empty();
    return switch (now) {
      case InjectorFacts facts -> new Impact.Revision(facts.revision());
      case MeshConfigFacts facts -> new Impact.Revision(facts.revision());
      case ControlPlaneFacts facts when before instanceof ControlPlaneFacts old
          && old.revision().equals(facts.revision()) -> new Impact.Revision(facts.revision());
      case ProxyConfigFacts facts when !EffectiveConfig.isRoot(facts.namespace(), snapshot()) ->
        new Impact.Namespace(facts.namespace());
      case LimitRangeFacts facts -> new Impact.Namespace(facts.namespace());
      case NodeFacts node -> learn(node);
      default -> new Impact.Mesh();
    };
  }

  /** Nodes come and go all the time; what matters is whether any of them is too old. */
  private Impact learn(NodeFacts node) {
    boolean before = oldKubelets.isEmpty();
    kubelets.put(node.name(), node.kubeletVersion());
    if (Kubelets.isRecent(node.kubeletVersion())) {
      oldKubelets.remove(node.name());
    } else {
      oldKubelets.add(node.name());
    }
    return before == oldKubelets.isEmpty() ? new Impact.None() : new Impact.Mesh();
  }

  private Impact forget(NodeFacts node) {
    snapshot = Optional.empty();
    kubelets.remove(node.name());
    return oldKubelets.remove(node.name()) && oldKubelets.isEmpty() ? new Impact.Mesh() : new Impact.None();
  }

  MeshFacts snapshot() {
    MeshFacts current = snapshot.orElseGet(this::build);
    snapshot = Optional.of(current);
    return current;
  }

  private MeshFacts build() {
    return new MeshFacts(
        all(WebhookConfigFacts.class).toList(),
        byRevision(InjectorFacts.class, InjectorFacts::revision, (first, other) -> first),
        byRevision(MeshConfigFacts.class, MeshConfigFacts::revision, (first, other) -> first),
        byRevision(ControlPlaneFacts.class, ControlPlaneFacts::revision, MeshInventory::worse),
        new MeshFacts.Surroundings(new Kubelets(kubelets),
            all(ProxyConfigFacts.class).sorted(OLDEST_FIRST)
                .collect(Collectors.groupingBy(ProxyConfigFacts::namespace)),
            all(LimitRangeFacts.class).collect(Collectors.groupingBy(LimitRangeFacts::namespace,
                Collectors.mapping(LimitRangeFacts::defaults, Collectors.toUnmodifiableList())))));
  }

  private <T> Stream<T> all(Class<T> type) {
    return byName.values().stream().filter(type::isInstance).map(type::cast);
  }

  private <T> Map<String, T> byRevision(Class<T> type, Function<T, String> revision, BinaryOperator<T> choice) {
    return all(type).collect(Collectors.toUnmodifiableMap(revision, Function.identity(), choice));
  }

  /** Of two istiods of one revision, the one that speaks against acting. */
  private static ControlPlaneFacts worse(ControlPlaneFacts one, ControlPlaneFacts other) {
    return one.state() == ControlPlaneFacts.State.SETTLED ? other : one;
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
