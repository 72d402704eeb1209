package dev.driftless.sim.api;

import dev.driftless.sim.store.CompactedException;
import dev.driftless.sim.store.Json;
import dev.driftless.sim.store.Store;
import dev.driftless.sim.store.StoreEvent;
import tools.jackson.databind.node.ObjectNode;

import java.util.function.Consumer;

/** Tells one client what changes, within the call that changes it, until it is closed. */
public final class Watch {

  private final Store store;
  private final Query query;
  private final Consumer<WatchEvent> client;
  private Runnable unsubscribe = () -> { };
  private long told;

  private Watch(Store store, Query query, Consumer<WatchEvent> client) {
    this.store = store;
    this.query = query;
    this.client = client;
  }

  static Watch open(Store store, Query query, WatchOptions options, Consumer<WatchEvent> client) throws ApiException {
    if (options.initialEvents() && !options.match().equals("NotOlderThan")) {
      throw ResourceVersions.invalid(FieldError.forbidden("resourceVersionMatch",
          "sendInitialEvents requires setting resourceVersionMatch to NotOlderThan"));
    }
    if (!options.initialEvents() && !options.match().isEmpty()) {
      throw ResourceVersions.invalid(FieldError.forbidden("resourceVersionMatch",
          "resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided"));
    }
    long after = position(options.resourceVersion());
    Watch watch = new Watch(store, query, client);
    if (after == 0 || options.initialEvents()) {
      watch.tellWhatThereIs(options);
    } else if (!watch.tellSince(after)) {
      return watch;
    }
    watch.unsubscribe = store.subscribe(watch::tell);
    return watch;
  }

  private static long position(String version) throws ApiException {
    try {
      return ResourceVersions.parse(version);
    } catch (ApiException e) {
      throw new ApiException(500, "", e.getMessage().replaceFirst("^invalid resource version: ", ""));
    }
  }

  private void tellWhatThereIs(WatchOptions options) {
    for (ObjectNode object : store.list(query.type(), query.namespace())) {
      if (query.matches(object)) {
        client.accept(new WatchEvent(WatchEvent.Type.ADDED, object));
      }
    }
    told = store.revision();
    if (options.initialEvents() && options.bookmarks()) {
      client.accept(new WatchEvent(WatchEvent.Type.BOOKMARK,
          Json.with(position(), "true", "metadata", "annotations", "k8s.io/initial-events-end")));
    }
  }

  private boolean tellSince(long after) {
    told = after;
    try {
      store.since(query.type(), after).forEach(this::tell);
      return true;
    } catch (CompactedException e) {
      client.accept(new WatchEvent(WatchEvent.Type.ERROR, Statuses.of(Refusals.expired(e.getMessage()))));
      return false;
    }
  }

  private void tell(StoreEvent event) {
    if (!event.resource().equals(query.type()) || event.revision() <= told) {
      return;
    }
    boolean was = event.before() != null && query.matches(event.before());
    boolean is = event.type() != StoreEvent.Type.DELETED && query.matches(event.object());
    if (is) {
      client.accept(new WatchEvent(was ? WatchEvent.Type.MODIFIED : WatchEvent.Type.ADDED, event.object()));
    } else if (was) {
      client.accept(new WatchEvent(WatchEvent.Type.DELETED,
          Json.with(event.before(), Long.toString(event.revision()), "metadata", "resourceVersion")));
    }
  }

  /** Tells the client how far it has come. */
  public void bookmark() {
    client.accept(new WatchEvent(WatchEvent.Type.BOOKMARK, position()));
  }

  private ObjectNode position() {
    ObjectNode object = Canonical.empty().put("kind", query.type().kind()).put("apiVersion", query.type().apiVersion());
    return Json.with(object, Long.toString(Math.max(told, store.revision())), "metadata", "resourceVersion");
  }

  /** Ends it; may be called again. */
  public void close() {
    unsubscribe.run();
  }
}
