package dev.driftless.sim.http;

import dev.driftless.sim.api.ApiException;
import dev.driftless.sim.api.DeleteOptions;
import dev.driftless.sim.api.FieldCheck;
import dev.driftless.sim.api.FieldSelector;
import dev.driftless.sim.api.ListOptions;
import dev.driftless.sim.api.Persistence;
import dev.driftless.sim.api.Propagation;
import dev.driftless.sim.api.Query;
import dev.driftless.sim.api.Refusals;
import dev.driftless.sim.api.Selector;
import dev.driftless.sim.api.WatchOptions;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What the query of a request, or the body of a deletion, says of how to do it. */
final class Options {

  private Options() {}

  static Persistence persistence(Exchange exchange, String kind) throws ApiException {
    return persistence(exchange.query("dryRun"), kind);
  }

  private static Persistence persistence(String dryRun, String kind) throws ApiException {
    return switch (dryRun) {
      case "" -> Persistence.STORED;
      case "All" -> Persistence.DRY_RUN;
      default -> throw Refusals.unsupportedOption(kind, "dryRun",
          JsonNodeFactory.instance.arrayNode().add(dryRun), "All");
    };
  }

  static Query query(Target target, Exchange exchange) throws ApiException {
    return new Query(target.type(), target.path().namespace(), Selector.parse(exchange.query("labelSelector")),
        FieldSelector.parse(target.type(), exchange.query("fieldSelector")));
  }

  static ListOptions list(Exchange exchange) throws ApiException {
    number(exchange, "timeoutSeconds");
    return new ListOptions((int) number(exchange, "limit").orElse(0), exchange.query("continue"),
        exchange.query("resourceVersion"), exchange.query("resourceVersionMatch"));
  }

  static WatchOptions watch(Exchange exchange) {
    return new WatchOptions(exchange.query("resourceVersion"), exchange.query("resourceVersionMatch"),
        exchange.flag("allowWatchBookmarks"), exchange.flag("sendInitialEvents"));
  }

  /** How much of the objects is in a Table. */
  static String includeObject(Exchange exchange) throws ApiException {
    String include = exchange.query("includeObject");
    if (!List.of("", "None", "Metadata", "Object").contains(include)) {
      throw Refusals.badRequest("Unable to convert to Table as requested: includeObject: Invalid value: \"" + include
          + "\": must be 'Metadata', 'Object', 'None', or empty");
    }
    return include;
  }

  static OptionalLong number(Exchange exchange, String name) throws ApiException {
    String text = exchange.query(name);
    try {
      return text.isEmpty() ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(text));
    } catch (NumberFormatException e) {
      throw Refusals.badRequest("strconv.ParseInt: parsing \"" + text + "\": invalid syntax");
    }
  }

  static DeleteOptions delete(Exchange exchange) throws ApiException {
    ObjectNode body = Bodies.optional(exchange, "DeleteOptions");
    String kind = body.path("kind").asString("");
    if (!kind.isEmpty() && !kind.equals("DeleteOptions")) {
      throw Refusals.badRequest(Refusals.unknownKind(kind, body.path("apiVersion").asString("")));
    }
    return delete(exchange, FieldCheck.deleteOptions(body));
  }

  /** @param body {@code kind: DeleteOptions}; only if it is empty the query counts: so it is in the real one */
  static DeleteOptions delete(Exchange exchange, JsonNode body) throws ApiException {
    JsonNode preconditions = body.path("preconditions");
    boolean asked = body.isEmpty();
    OptionalLong grace = body.has("gracePeriodSeconds") ? OptionalLong.of(body.path("gracePeriodSeconds").asLong(0))
        : asked ? number(exchange, "gracePeriodSeconds") : OptionalLong.empty();
    String policy = asked ? exchange.query("propagationPolicy") : body.path("propagationPolicy").asString("");
    Optional<Boolean> orphans = !asked ? body.path("orphanDependents").booleanValueOpt()
        : exchange.has("orphanDependents") ? Optional.of(exchange.flag("orphanDependents")) : Optional.empty();
    String dryRun = asked ? exchange.query("dryRun") : body.path("dryRun").path(0).asString("");
    return new DeleteOptions(grace, propagation(policy, orphans), preconditions.path("uid").asString(""),
        preconditions.path("resourceVersion").asString(""), persistence(dryRun, "DeleteOptions"));
  }

  /** The same of an eviction: a dry run in the query counts beside any body. */
  static DeleteOptions eviction(Exchange exchange, ObjectNode eviction) throws ApiException {
    Persistence asked = persistence(exchange, "CreateOptions");
    DeleteOptions options = delete(exchange, objectIn(eviction, "deleteOptions"));
    return asked == Persistence.STORED ? options : new DeleteOptions(options.grace(), options.propagation(),
        options.uid(), options.resourceVersion(), asked);
  }

  private static Propagation propagation(String policy, Optional<Boolean> orphans) throws ApiException {
    if (orphans.isPresent()) {
      if (!policy.isEmpty()) {
        throw Refusals.twoPropagations(policy);
      }
      return orphans.get() ? Propagation.ORPHAN : Propagation.BACKGROUND;
    }
    return switch (policy) {
      case "" -> Propagation.DEFAULT;
      case "Background" -> Propagation.BACKGROUND;
      case "Foreground" -> Propagation.FOREGROUND;
      case "Orphan" -> Propagation.ORPHAN;
      default -> throw Refusals.unsupportedOption("DeleteOptions", "propagationPolicy",
          JsonNodeFactory.instance.stringNode(policy), "Foreground", "Background", "Orphan", "nil");
    };
  }

  /** An empty object is no options at all. */
  private static ObjectNode objectIn(JsonNode body, String field) {
    return body.get(field) instanceof ObjectNode object ? object : JsonNodeFactory.instance.objectNode();
  }
}
