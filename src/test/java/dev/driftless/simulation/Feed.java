package dev.driftless.simulation;

import dev.driftless.core.engine.InformerState;
import dev.driftless.core.model.Change;
import dev.driftless.core.model.ObjectKey;
import dev.driftless.edge.kube.OfflineEdge;
import dev.driftless.sim.api.ApiException;
import dev.driftless.sim.api.FieldSelector;
import dev.driftless.sim.api.Query;
import dev.driftless.sim.api.Selector;
import dev.driftless.sim.api.Watch;
import dev.driftless.sim.api.WatchEvent;
import dev.driftless.sim.api.WatchOptions;
import dev.driftless.sim.store.ResourceType;
import dev.driftless.sim.store.ResourceTypes;
import tools.jackson.databind.JsonNode;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** What an informer does, in virtual time: list, watch with a delay, and list again after it has lost its watch. */
final class Feed {

  /** How long an event may be on its way. */
  static final Duration LATEST = Duration.ofMillis(1500);

  private static final Duration BOOKMARK = Duration.ofMinutes(1);

  private final World world;
  private final OfflineEdge.Reader reader;
  private final Consumer<Change> changes;
  private final Chance chance;
  private final Actors process;
  private final Optional<ResourceType> type;
  private final Set<ObjectKey> known = new HashSet<>();
  private Optional<Watch> watch = Optional.empty();
  private int connection;
  private Instant lastArrival;
  private boolean listed;
  private Instant lastSeen;

  Feed(World world, OfflineEdge.Reader reader, Consumer<Change> changes, Chance chance,
      Actors process) {
    this.process = process;
    this.world = world;
    this.reader = reader;
    this.changes = changes;
    this.chance = chance;
    this.type = ResourceTypes.ALL.stream().filter(candidate -> candidate.plural().equals(reader.plural())
        && candidate.group().equals(reader.group())).findFirst();
    this.lastSeen = world.now();
    this.lastArrival = world.now();
  }

  /** A resource that the API server does not know has no objects, and that is all there is to know. */
  InformerState state() {
    return type.isEmpty() ? new InformerState(true, world.now()) : new InformerState(listed, lastSeen);
  }

  void connect(Duration delay) {
    connection++;
    int mine = connection;
    world.timeline().after(delay, () -> {
      if (mine == connection) {
        type.ifPresent(found -> open(found, mine));
      }
    });
  }

  private void open(ResourceType found, int mine) {
    Selector labels = reader.labels().isEmpty() ? Selector.EVERYTHING : selector();
    Query query = new Query(found, reader.namespace().orElse(""), labels, FieldSelector.EVERYTHING);
    Set<ObjectKey> before = new HashSet<>(known);
    Set<ObjectKey> present = new HashSet<>();
    try {
      watch = Optional.of(world.server().watch(query, WatchOptions.FROM_NOW, event -> {
        present.add(key(event));
        arrive(mine, () -> tell(event));
      }));
    } catch (ApiException e) {
      throw new IllegalStateException(e);
    }
    before.removeAll(present);
    arrive(mine, () -> {
      before.forEach(this::gone);
      listed = true;
    });
    bookmark(mine);
  }

  private Selector selector() {
    try {
      return Selector.parse(reader.labels().entrySet().stream().map(label -> label.getKey() + "=" + label.getValue())
          .collect(Collectors.joining(",")));
    } catch (ApiException e) {
      throw new IllegalStateException(e);
    }
  }

  private void bookmark(int mine) {
    world.timeline().after(BOOKMARK, () -> {
      if (mine == connection) {
        arrive(mine, () -> { });
        bookmark(mine);
      }
    });
  }

  /** Nothing overtakes what was sent before it on the same connection. */
  private void arrive(int mine, Runnable effect) {
    Instant when = world.now()
        .plus(chance.once(0.02) ? chance.between(Duration.ofMillis(200), LATEST) : chance.millis(1, 40));
    lastArrival = when.isAfter(lastArrival) ? when : lastArrival;
    world.timeline().at(lastArrival, () -> process.whenAwake(() -> {
      if (mine == connection) {
        effect.run();
        lastSeen = world.now();
      }
    }));
  }

  private void tell(WatchEvent event) {
    ObjectKey key = key(event);
    if (event.type() == WatchEvent.Type.DELETED) {
      gone(key);
    } else {
      known.add(key);
      changes.accept(world.projections().of(reader, event.object()));
    }
  }

  private void gone(ObjectKey key) {
    known.remove(key);
    changes.accept(new Change.Gone(key));
  }

  private ObjectKey key(WatchEvent event) {
    JsonNode metadata = event.object().path("metadata");
    return reader.key(metadata.path("namespace").asString(""), metadata.path("name").asString(""));
  }

  /** The connection is lost, with all that is under way on it; after that time there is a new one. */
  void drop(Duration outage) {
    close();
    connect(outage);
  }

  void close() {
    connection++;
    watch.ifPresent(Watch::close);
    watch = Optional.empty();
  }
}
