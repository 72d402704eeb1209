package dev.driftless.edge.kube;

import dev.driftless.core.engine.InformerState;
import dev.driftless.core.model.Change;
import dev.driftless.core.model.Resource;
import dev.driftless.edge.kube.lean.LeanObject;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Follows every resource. Changes of one resource come in order, those of different ones possibly at the same time. The
 * same facts may come again: what has not changed is for the inventory to see, which has the facts to compare with.
 */
public final class Watches implements AutoCloseable {

  private final Map<Resource, Informer<?, ?>> informers = new EnumMap<>(Resource.class);

  /** @param changes called on the threads that read from the API server; must not block */
  public Watches(Connection connection, String meshNamespace, Consumer<Change> changes) {
    Catalogue.of(meshNamespace).forEach(
        watched -> informers.put(watched.resource(), informer(connection, watched, changes)));
  }

  private static <T extends LeanObject, L extends KubernetesResourceList<T>> Informer<T, L> informer(
      Connection connection, Watched<T, L> watched, Consumer<Change> changes) {
    return new Informer<>(connection, watched, changes);
  }

  /** Returns at once; {@link #states()} tells how far it is. Once only. */
  public void start() {
    informers.values().forEach(Informer::start);
  }

  /** How far each can be trusted, now. For any thread. */
  public Map<Resource, InformerState> states() {
    Map<Resource, InformerState> states = new EnumMap<>(Resource.class);
    informers.forEach((resource, informer) -> states.put(resource, informer.state()));
    return states;
  }

  /** For how long nothing has been heard of each. For any thread. */
  Map<Resource, Silence> silences() {
    Map<Resource, Silence> silences = new EnumMap<>(Resource.class);
    informers.forEach((resource, informer) -> silences.put(resource, informer.silence()));
    return silences;
  }

  @Override
  public void close() {
    informers.values().forEach(Informer::stop);
  }
}
