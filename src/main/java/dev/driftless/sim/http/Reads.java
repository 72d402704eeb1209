package dev.driftless.sim.http;

import dev.driftless.sim.api.ApiException;
import dev.driftless.sim.api.ApiServer;
import dev.driftless.sim.api.ListPage;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** GET of one object or of many. */
final class Reads {

  private final ApiServer server;

  Reads(ApiServer server) {
    this.server = server;
  }

  Answer get(Target target, Exchange exchange) throws ApiException {
    Accept accept = Accept.of(exchange.header("Accept"));
    ObjectNode stored = server.get(target.type(), target.name(), exchange.query("resourceVersion"));
    if (target.subresource().equals("scale")) {
      return Answer.json(Answer.OK, Scale.of(stored));
    }
    ObjectNode shown = CoreEvents.shown(target.resource(), stored);
    return Answer.json(Answer.OK, accept == Accept.TABLES ? tables(exchange).one(target.resource(), shown) : shown);
  }

  Answer list(Target target, Exchange exchange) throws ApiException {
    Accept accept = Accept.of(exchange.header("Accept"));
    ListPage page = server.list(Options.query(target, exchange), Options.list(exchange));
    return Answer.json(Answer.OK, accept == Accept.TABLES
        ? tables(exchange).many(target.resource(), page) : body(target.resource(), page));
  }

  private Table tables(Exchange exchange) throws ApiException {
    return new Table(server.timeline().now(), Options.includeObject(exchange));
  }

  static ObjectNode body(ApiResource resource, ListPage page) {
    ObjectNode list = JsonNodeFactory.instance.objectNode();
    list.put("kind", resource.shown().kind() + "List").put("apiVersion", resource.shown().apiVersion());
    list.set("metadata", metadata(page));
    var items = list.putArray("items");
    page.items().forEach(item -> items.add(withoutType(CoreEvents.shown(resource, item))));
    return list;
  }

  /** What the list says of all of its items, they do not say themselves. */
  private static ObjectNode withoutType(ObjectNode item) {
    ObjectNode bare = JsonNodeFactory.instance.objectNode();
    item.forEachEntry((field, value) -> {
      if (!field.equals("kind") && !field.equals("apiVersion")) {
        bare.set(field, value);
      }
    });
    return bare;
  }

  static ObjectNode metadata(ListPage page) {
    ObjectNode metadata = JsonNodeFactory.instance.objectNode();
    metadata.put("resourceVersion", Long.toString(page.revision()));
    if (!page.next().isEmpty()) {
      metadata.put("continue", page.next());
    }
    page.remaining().ifPresent(count -> metadata.put("remainingItemCount", count));
    return metadata;
  }
}
