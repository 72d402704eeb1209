package dev.driftless.sim.controllers.frame;

import dev.driftless.sim.api.Client;
import dev.driftless.sim.store.ResourceType;
import dev.driftless.sim.store.Store;
import dev.driftless.sim.store.StoreEvent;
import dev.driftless.sim.time.Timeline;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.StringNode;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/** What a controller works with. All of one cluster share one. */
public final class Workplace {

  private final Store store;
  private final Timeline timeline;
  private final Function<String, Client> clients;
  private final long seed;
  private final Owned owned;
  private final Labelled labelled;
  private final Heartbeats heartbeats = new Heartbeats();
  private Instant second = Instant.MIN;
  private StringNode written;

  /** @param clients by user name: {@code system:kube-scheduler} */
  public Workplace(Store store, Timeline timeline, Function<String, Client> clients, long seed) {
    this.store = store;
    this.timeline = timeline;
    this.clients = clients;
    this.seed = seed;
    owned = new Owned(store);
    labelled = new Labelled(store);
  }

  public Store store() {
    return store;
  }

  public Timeline timeline() {
    return timeline;
  }

  public Owned owned() {
    return owned;
  }

  public Labelled labelled() {
    return labelled;
  }

  public Heartbeats heartbeats() {
    return heartbeats;
  }

  public Client client(String user) {
    return clients.apply(user);
  }

  /** The client of a controller: {@code deployment-controller}. */
  public Client controllerClient(String controller) {
    return client("system:serviceaccount:kube-system:" + controller);
  }

  public Chance chance(String name) {
    return new Chance(seed, name);
  }

  public ControlLoop loop(String name, Reconciler reconciler) {
    return new ControlLoop(timeline, chance(name), reconciler);
  }

  /** The time as objects tell it, to the second; the same node for all who ask within it. */
  public StringNode now() {
    Instant now = timeline.now().truncatedTo(ChronoUnit.SECONDS);
    if (!now.equals(second)) {
      second = now;
      written = JsonNodeFactory.instance.stringNode(now.toString());
    }
    return written;
  }

  /** Tells of every object of these types that is there now as added, and of every change from now on. */
  public void watch(Set<ResourceType> types, Consumer<StoreEvent> consumer) {
    store.subscribe(event -> {
      if (types.contains(event.resource())) {
        consumer.accept(event);
      }
    });
    types.stream().sorted((one, other) -> one.resource().compareTo(other.resource()))
        .forEach(type -> store.list(type, "").forEach(object -> consumer.accept(
            new StoreEvent(store.revision(), StoreEvent.Type.ADDED, type, Read.name(object), object, null))));
  }
}
