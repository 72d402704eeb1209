package dev.driftless.edge.kube;

import dev.driftless.core.engine.InformerState;
import dev.driftless.core.model.Change;
import dev.driftless.core.model.ObjectKey;
import dev.driftless.edge.kube.lean.LeanObject;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Follows one resource for ever: list in pages, watch, again after every failure, with a growing pause of at most
 * 8 seconds. An object that disappeared while nobody watched is told gone after the next list.
 *
 * <p>An object whose projection or delivery fails is logged and remembered; until it passes, or is gone, the informer
 * is not synced: the core must not act on what it cannot see. An object that does not matter is told gone once, not
 * with each of its changes (istiod's leader elections change ConfigMaps every second).
 */
final class Informer<T extends LeanObject, L extends KubernetesResourceList<T>> implements ResourceEventHandler<T> {

  private static final Logger LOG = LoggerFactory.getLogger(Informer.class);

  private static final String NOT_FOUND = "HTTP 404";

  private final Watched<T, L> watched;
  private final Consumer<Change> changes;
  private final InstantSource clock;
  private final WatchStreams streams;
  private final SharedIndexInformer<T> informer;
  private final Arrival arrival;
  private final Set<ObjectKey> failed = ConcurrentHashMap.newKeySet();
  private final Set<ObjectKey> nothing = ConcurrentHashMap.newKeySet();
  private volatile boolean listed;
  private volatile Instant lastList;

  Informer(Connection connection, Watched<T, L> watched, Consumer<Change> changes) {
    this.watched = watched;
    this.changes = changes;
    this.clock = connection.clock();
    this.streams = connection.streams();
    this.lastList = clock.instant();
    this.informer = watched.in(connection.client()).withLimit(Watched.PAGE_SIZE).runnableInformer(0);
    informer.itemStore(new KeyStore<>(watched.blank()))
        .removeNamespaceIndex()
        .exceptionHandler((started, failure) -> true)
        .addEventHandler(this);
    this.arrival = new Arrival(connection, watched, informer::start);
  }

  void start() {
    if (watched.optional()) {
      arrival.await();
    } else {
      informer.start();
    }
  }

  void stop() {
    arrival.stop();
    informer.stop();
  }

  InformerState state() {
    if (isUnknownToServer()) {
      return new InformerState(true, clock.instant());
    }
    boolean synced = listed && failed.isEmpty() && informer.isRunning();
    Instant lastEvent = streams.lastSeen(watched.path()).orElse(lastList);
    Optional<String> unreadable = failed.stream().findFirst()
        .map(key -> key.namespace().isEmpty() ? key.name() : key.namespace() + "/" + key.name());
    return new InformerState(synced, lastEvent.isAfter(lastList) ? lastEvent : lastList, unreadable);
  }

  /** A resource that may be missing, and is: that list is complete. It may also go when it was there. */
  private boolean isUnknownToServer() {
    return arrival.isMissing() || watched.optional()
        && streams.refusal(watched.path()).filter(refusal -> refusal.why().equals(NOT_FOUND)).isPresent();
  }

  Silence silence() {
    return isUnknownToServer() ? new Silence(clock.instant(), Optional.empty())
        : new Silence(state().lastSeen(), streams.refusal(watched.path()));
  }

  @Override
  public void onAdd(T object) {
    tell(object);
  }

  @Override
  public void onUpdate(T before, T object) {
    tell(object);
  }

  @Override
  public void onDelete(T object, boolean seenByListOnly) {
    ObjectKey key = watched.key(object);
    nothing.remove(key);
    deliver(key, () -> changes.accept(new Change.Gone(key)));
  }

  @Override
  public void onList(String resourceVersion, boolean remainedEmpty) {
    listed = true;
    lastList = clock.instant();
  }

  private void tell(T object) {
    ObjectKey key = watched.key(object);
    deliver(key, () -> {
      Change change = watched.change(object);
      if (change instanceof Change.Observed) {
        nothing.remove(key);
      } else if (!nothing.add(key)) {
        return;
      }
      changes.accept(change);
    });
  }

  private void deliver(ObjectKey key, Runnable delivery) {
    try {
      delivery.run();
      failed.remove(key);
    } catch (RuntimeException | Error e) {
      failed.add(key);
      LOG.error("projection failed resource={} namespace={} name={}", key.resource().label(), key.namespace(),
          key.name(), e);
    }
  }
}
