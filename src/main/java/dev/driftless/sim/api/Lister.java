package dev.driftless.sim.api;

import dev.driftless.sim.store.CompactedException;
import dev.driftless.sim.store.ObjectName;
import dev.driftless.sim.store.ResourceType;
import dev.driftless.sim.store.Store;
import dev.driftless.sim.store.StoreEvent;
import tools.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.OptionalLong;
import java.util.TreeMap;

/** LIST: now, or as it was at a revision that is still remembered; whole or by pages of one revision. */
final class Lister {

  private static final String TOO_OLD = "The resourceVersion for the provided list is too old.";
  private static final String TOKEN_TOO_OLD = "The provided continue parameter is too old to display a consistent list"
      + " result. You must start a new list without the continue parameter.";

  private final Store store;

  Lister(Store store) {
    this.store = store;
  }

  ListPage list(Query query, ListOptions options) throws ApiException {
    ResourceVersions.check(options);
    if (!options.continueToken().isEmpty()) {
      ContinueToken token = ContinueToken.parse(options.continueToken());
      Collection<ObjectNode> rest = at(query.type(), token.revision(), TOKEN_TOO_OLD).tailMap(token.last(), false)
          .values();
      return page(query, rest, options.limit(), token.revision());
    }
    long wanted = ResourceVersions.parse(options.resourceVersion());
    if (wanted > store.revision()) {
      throw ResourceVersions.tooLarge(wanted, store.revision());
    }
    boolean exact = options.match().equals("Exact")
        || options.match().isEmpty() && options.limit() > 0 && wanted > 0;
    if (exact) {
      return page(query, at(query.type(), wanted, TOO_OLD).values(), options.limit(), wanted);
    }
    boolean cached = options.resourceVersion().equals("0");
    return page(query, store.list(query.type(), query.namespace()), cached ? 0 : options.limit(), store.revision());
  }

  private ListPage page(Query query, Collection<ObjectNode> candidates, int limit, long revision) {
    List<ObjectNode> found = new ArrayList<>();
    for (ObjectNode object : candidates) {
      if (query.matches(object)) {
        found.add(object);
      }
    }
    if (limit <= 0 || found.size() <= limit) {
      return new ListPage(revision, found, "", OptionalLong.empty());
    }
    List<ObjectNode> items = List.copyOf(found.subList(0, limit));
    ObjectName last = Metadata.objectName(query.type(), items.getLast());
    OptionalLong remaining = query.selectsAll() ? OptionalLong.of(found.size() - limit) : OptionalLong.empty();
    return new ListPage(revision, items, new ContinueToken(revision, last).toString(), remaining);
  }

  private NavigableMap<ObjectName, ObjectNode> at(ResourceType type, long revision, String tooOld)
      throws ApiException {
    NavigableMap<ObjectName, ObjectNode> objects = new TreeMap<>();
    store.list(type, "").forEach(object -> objects.put(Metadata.objectName(type, object), object));
    try {
      for (StoreEvent event : store.since(type, revision).reversed()) {
        if (event.before() == null) {
          objects.remove(event.name());
        } else {
          objects.put(event.name(), event.before());
        }
      }
    } catch (CompactedException e) {
      throw Refusals.expired(tooOld);
    }
    return objects;
  }
}
