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
      + " result. You can start a new list without the continue parameter, or use the continue token in this response"
      + " to retrieve the remainder of the results. Continuing with the provided token results in an inconsistent list"
      + " - objects that were created, modified, or deleted between the time the first chunk was returned and now may"
      + " show up in the list.";

  private final Store store;

  Lister(Store store) {
    this.store = store;
  }

  ListPage list(Query query, ListOptions options) throws ApiException {
    ResourceVersions.check(options);
    if (!options.continueToken().isEmpty()) {
      return rest(query, ContinueToken.parse(options.continueToken()), options.limit());
    }
    long wanted = ResourceVersions.parse(options.resourceVersion());
    if (wanted > store.revision()) {
      throw ResourceVersions.tooLarge(wanted, store.revision());
    }
    boolean exact = options.match().equals("Exact")
        || options.match().isEmpty() && options.limit() > 0 && wanted > 0;
    if (exact) {
      return exactly(query, options.limit(), wanted);
    }
    boolean cached = options.resourceVersion().equals("0");
    return page(query, store.list(query.type(), query.namespace()), cached ? 0 : options.limit(), store.revision());
  }

  private ListPage exactly(Query query, int limit, long revision) throws ApiException {
    try {
      return page(query, at(query.type(), revision).values(), limit, revision);
    } catch (CompactedException e) {
      throw Refusals.expired(TOO_OLD);
    }
  }

  private ListPage rest(Query query, ContinueToken token, int limit) throws ApiException {
    long revision = token.consistent() ? token.revision() : store.revision();
    try {
      return page(query, at(query.type(), revision).tailMap(token.last(), false).values(), limit, revision);
    } catch (CompactedException e) {
      throw Refusals.expired(TOKEN_TOO_OLD).goingOnWith(token.inconsistent().toString());
    }
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

  private NavigableMap<ObjectName, ObjectNode> at(ResourceType type, long revision) throws CompactedException {
    NavigableMap<ObjectName, ObjectNode> objects = new TreeMap<>();
    store.list(type, "").forEach(object -> objects.put(Metadata.objectName(type, object), object));
    for (StoreEvent event : store.since(type, revision).reversed()) {
      if (event.before() == null) {
        objects.remove(event.name());
      } else {
        objects.put(event.name(), event.before());
      }
    }
    return objects;
  }
}
