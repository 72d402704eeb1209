package dev.driftless.sim.http;

import dev.driftless.sim.api.ApiException;
import dev.driftless.sim.api.ApiServer;
import dev.driftless.sim.api.DeleteOptions;
import dev.driftless.sim.api.Deleted;
import dev.driftless.sim.api.ListOptions;
import dev.driftless.sim.api.ListPage;
import dev.driftless.sim.api.Metadata;
import dev.driftless.sim.api.Patch;
import dev.driftless.sim.api.Patches;
import dev.driftless.sim.api.Persistence;
import dev.driftless.sim.api.Refusals;
import dev.driftless.sim.api.Statuses;
import dev.driftless.sim.store.ObjectName;
import dev.driftless.sim.store.ResourceType;
import dev.driftless.sim.store.ResourceTypes;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;

/** POST, PUT, PATCH and DELETE of objects and of their subresources. */
final class Writes {

  private static final List<ResourceType> ANSWERED_WITH_THE_OBJECT =
      List.of(ResourceTypes.PODS, ResourceTypes.SERVICES, ResourceTypes.SERVICE_ACCOUNTS);

  private final ApiServer server;

  Writes(ApiServer server) {
    this.server = server;
  }

  Answer create(Target target, Exchange exchange) throws ApiException {
    Persistence persistence = Options.persistence(exchange, "CreateOptions");
    if (target.resource().shown().namespaced() && target.path().namespace().isEmpty()) {
      throw Refusals.methodNotAllowed();
    }
    ObjectNode body = sent(target, exchange);
    return shown(Answer.CREATED, target,
        server.create(target.type(), target.path().namespace(), body, persistence));
  }

  /** A POST of a subresource: binding and eviction. */
  Answer act(Target target, Exchange exchange) throws ApiException {
    switch (target.subresource()) {
      case "eviction" -> {
        ObjectNode body = Bodies.object(exchange, "Eviction");
        String name = Metadata.name(body);
        if (!name.equals(target.path().name())) {
          throw Refusals.badRequest("name in URL does not match name in Eviction object");
        }
        server.evict(target.name(), Options.delete(exchange, Options.objectIn(body, "deleteOptions")));
      }
      case "binding" -> {
        ObjectNode body = Bodies.object(exchange, "Binding");
        if (!Metadata.name(body).equals(target.path().name())) {
          throw Refusals.badRequest("name in URL does not match name in Binding object");
        }
        server.bind(target.name(), body.path("target").path("name").asString(""),
            Options.persistence(exchange, "CreateOptions"));
      }
      default -> throw Refusals.methodNotAllowed();
    }
    return Answer.json(Answer.CREATED, Statuses.created());
  }

  Answer update(Target target, Exchange exchange) throws ApiException {
    Persistence persistence = Options.persistence(exchange, "UpdateOptions");
    if (target.subresource().equals("scale")) {
      return scale(target, Bodies.object(exchange, "Scale"), persistence);
    }
    boolean exists = server.store().get(target.type(), target.name()).isPresent();
    return shown(exists ? Answer.OK : Answer.CREATED, target,
        server.update(target.type(), target.name(), target.subresource(), sent(target, exchange), persistence));
  }

  Answer patch(Target target, Exchange exchange) throws ApiException {
    Persistence persistence = Options.persistence(exchange, "PatchOptions");
    Patch patch = Patches.read(exchange.contentType(), exchange.body().getBytes());
    if (target.subresource().equals("scale")) {
      return scale(target, patch.applyTo(Scale.of(server.get(target.type(), target.name()))), persistence);
    }
    if (!target.resource().shown().equals(target.type())) {
      ObjectNode after = patch.applyTo(CoreEvents.shown(target.resource(), server.get(target.type(), target.name())));
      return shown(Answer.OK, target, server.update(target.type(), target.name(), "",
          CoreEvents.stored(target.resource(), after), persistence));
    }
    return shown(Answer.OK, target,
        server.patch(target.type(), target.name(), target.subresource(), patch, persistence));
  }

  private Answer scale(Target target, ObjectNode scale, Persistence persistence) throws ApiException {
    ObjectNode scaled = server.patch(target.type(), target.name(), "", Scale.patch(scale), persistence);
    return Answer.json(Answer.OK, Scale.of(scaled));
  }

  Answer delete(Target target, Exchange exchange) throws ApiException {
    Deleted deleted = server.delete(target.type(), target.name(), Options.delete(exchange));
    if (!deleted.gone() || ANSWERED_WITH_THE_OBJECT.contains(target.type())) {
      return shown(Answer.OK, target, deleted.object());
    }
    return Answer.json(Answer.OK,
        Statuses.deleted(target.resource().shown(), target.path().name(), Metadata.uid(deleted.object())));
  }

  Answer deleteAll(Target target, Exchange exchange) throws ApiException {
    DeleteOptions options = Options.delete(exchange);
    ListPage page = server.list(Options.query(target, exchange), ListOptions.NEWEST);
    for (ObjectNode object : page.items()) {
      server.delete(target.type(), new ObjectName(Metadata.namespace(object), Metadata.name(object)), options);
    }
    return Answer.json(Answer.OK, Reads.body(target.resource(), page));
  }

  private static ObjectNode sent(Target target, Exchange exchange) throws ApiException {
    ObjectNode body = Bodies.object(exchange, target.resource().shown().kind());
    String shown = target.resource().shown().apiVersion();
    boolean asShown = body.path("apiVersion").asString(shown).equals(shown);
    return asShown ? CoreEvents.stored(target.resource(), body) : body;
  }

  private static Answer shown(int code, Target target, ObjectNode stored) {
    return Answer.json(code, CoreEvents.shown(target.resource(), stored));
  }
}
