package dev.driftless.sim.http;

import dev.driftless.sim.api.ApiException;
import dev.driftless.sim.api.ApiServer;
import dev.driftless.sim.api.DeleteOptions;
import dev.driftless.sim.api.Deleted;
import dev.driftless.sim.api.EventRules;
import dev.driftless.sim.api.ListOptions;
import dev.driftless.sim.api.ListPage;
import dev.driftless.sim.api.Metadata;
import dev.driftless.sim.api.Patch;
import dev.driftless.sim.api.Persistence;
import dev.driftless.sim.api.Refusals;
import dev.driftless.sim.api.Statuses;
import dev.driftless.sim.store.ObjectName;
import dev.driftless.sim.store.ResourceType;
import dev.driftless.sim.store.ResourceTypes;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;
import java.util.Optional;

/** POST, PUT, PATCH and DELETE of objects and of their subresources. */
final class Writes {

  private static final List<ResourceType> ANSWERED_WITH_THE_OBJECT =
      List.of(ResourceTypes.PODS, ResourceTypes.SERVICES, ResourceTypes.SERVICE_ACCOUNTS);

  private static final ResourceType EVICTION = new ResourceType("policy", "v1", "Eviction", "", true);
  private static final ResourceType OLD_EVICTION = new ResourceType("policy", "v1beta1", "Eviction", "", true);
  private static final ResourceType BINDING = new ResourceType("", "v1", "Binding", "", true);

  private final ApiServer server;

  Writes(ApiServer server) {
    this.server = server;
  }

  Answer create(Target target, Exchange exchange) throws ApiException {
    Persistence persistence = Options.persistence(exchange, "CreateOptions");
    if (target.resource().shown().namespaced() && target.path().namespace().isEmpty()) {
      throw Refusals.methodNotAllowed();
    }
    ObjectNode body = sent(target, exchange, "CreateOptions");
    if (target.type().equals(ResourceTypes.EVENTS)) {
      EventRules.check(server.create(target.type(), target.path().namespace(), body, Persistence.DRY_RUN),
          isCore(target));
    }
    return shown(Answer.CREATED, target,
        server.create(target.type(), target.path().namespace(), body, persistence));
  }

  /** A POST of a subresource: binding and eviction. */
  Answer act(Target target, Exchange exchange) throws ApiException {
    switch (target.subresource()) {
      case "eviction" -> {
        boolean old = Bodies.object(exchange, "Eviction").path("apiVersion").asString("")
            .equals(OLD_EVICTION.apiVersion());
        ObjectNode body = Fields.sent(exchange, "CreateOptions", old ? OLD_EVICTION : EVICTION);
        checkMeant(target, "Eviction", body);
        server.evict(target.name(), Options.eviction(exchange, body));
      }
      case "binding" -> {
        ObjectNode body = Fields.sent(exchange, "CreateOptions", BINDING);
        checkMeant(target, "Binding", body);
        server.bind(target.name(), body.path("target").path("name").asString(""),
            Options.persistence(exchange, "CreateOptions"));
      }
      default -> throw Refusals.methodNotAllowed();
    }
    return Answer.json(Answer.CREATED, Statuses.created());
  }

  private static void checkMeant(Target target, String kind, ObjectNode body) throws ApiException {
    if (!List.of("", target.path().namespace()).contains(Metadata.namespace(body))) {
      throw Refusals.otherNamespace();
    }
    if (!Metadata.name(body).equals(target.path().name())) {
      throw Refusals.badRequest("name in URL does not match name in " + kind + " object");
    }
  }

  Answer update(Target target, Exchange exchange) throws ApiException {
    Persistence persistence = Options.persistence(exchange, "UpdateOptions");
    if (target.subresource().equals("scale")) {
      return scale(target, Fields.sent(exchange, "UpdateOptions", Scale.TYPE), persistence);
    }
    ObjectNode body = sent(target, exchange, "UpdateOptions");
    boolean exists = server.store().get(target.type(), target.name()).isPresent();
    return shown(exists ? Answer.OK : Answer.CREATED, target, updated(target, body, persistence));
  }

  Answer patch(Target target, Exchange exchange) throws ApiException {
    Persistence persistence = Options.persistence(exchange, "PatchOptions");
    boolean scales = target.subresource().equals("scale");
    Patch patch = Fields.patch(exchange, scales ? Scale.TYPE : target.resource().shown());
    if (scales) {
      return scale(target, patch.applyTo(Scale.of(server.get(target.type(), target.name()))), persistence);
    }
    if (target.type().equals(ResourceTypes.EVENTS)) {
      ObjectNode after = patch.applyTo(CoreEvents.shown(target.resource(), server.get(target.type(), target.name())));
      return shown(Answer.OK, target, updated(target, CoreEvents.stored(target.resource(), after), persistence));
    }
    return shown(Answer.OK, target,
        server.patch(target.type(), target.name(), target.subresource(), patch, persistence));
  }

  private ObjectNode updated(Target target, ObjectNode body, Persistence persistence) throws ApiException {
    if (target.type().equals(ResourceTypes.EVENTS)) {
      Optional<ObjectNode> before = server.store().get(target.type(), target.name());
      ObjectNode after = server.update(target.type(), target.name(), "", body, Persistence.DRY_RUN);
      if (before.isPresent()) {
        EventRules.checkChange(before.get(), after, isCore(target));
      } else {
        EventRules.check(after, isCore(target));
      }
    }
    return server.update(target.type(), target.name(), target.subresource(), body, persistence);
  }

  private static boolean isCore(Target target) {
    return !target.resource().shown().equals(target.type());
  }

  private Answer scale(Target target, ObjectNode scale, Persistence persistence) throws ApiException {
    server.checkMeant(target.type(), target.name(), scale);
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
    boolean acrossNamespaces = target.type().namespaced() && target.path().namespace().isEmpty();
    if (acrossNamespaces || !target.resource().isDeletedAsCollection()) {
      throw Refusals.methodNotAllowed();
    }
    DeleteOptions options = Options.delete(exchange);
    ListPage page = server.list(Options.query(target, exchange), ListOptions.NEWEST);
    for (ObjectNode object : page.items()) {
      server.delete(target.type(), new ObjectName(Metadata.namespace(object), Metadata.name(object)), options);
    }
    return Answer.json(Answer.OK, Reads.body(target.resource(), page));
  }

  private static ObjectNode sent(Target target, Exchange exchange, String options) throws ApiException {
    return CoreEvents.stored(target.resource(), Fields.sent(exchange, options, target.resource().shown()));
  }

  private static Answer shown(int code, Target target, ObjectNode stored) {
    return Answer.json(code, CoreEvents.shown(target.resource(), stored));
  }
}
