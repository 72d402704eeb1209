package dev.driftless.sim.http;

import dev.driftless.sim.api.ApiException;
import dev.driftless.sim.api.FieldCheck;
import dev.driftless.sim.api.FieldValidation;
import dev.driftless.sim.api.Patch;
import dev.driftless.sim.api.Patches;
import dev.driftless.sim.api.Refusals;
import dev.driftless.sim.store.ResourceType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.List;

/** The query parameter {@code fieldValidation}, done to the body that came with it. */
final class Fields {

  private static final List<String> OF_OPERATIONS = List.of("op", "path", "from", "value");

  private Fields() {}

  private static FieldCheck check(Exchange exchange, String kind) throws ApiException {
    String validation = exchange.query("fieldValidation");
    return new FieldCheck(switch (validation) {
      case "", "Warn" -> FieldValidation.WARN;
      case "Strict" -> FieldValidation.STRICT;
      case "Ignore" -> FieldValidation.IGNORE;
      default -> throw Refusals.unsupportedOption(kind, "fieldValidation",
          JsonNodeFactory.instance.stringNode(validation), "", "Ignore", "Strict", "Warn");
    }, exchange.warnings()::add);
  }

  /**
   * The object of a POST or PUT.
   *
   * @param options the kind that is to blame for a wrong parameter: {@code CreateOptions}
   */
  static ObjectNode sent(Exchange exchange, String options, ResourceType type) throws ApiException {
    FieldCheck check = check(exchange, options);
    return check.sent(type, Bodies.object(exchange, type.kind()), Bodies.duplicates(exchange));
  }

  /** The body of a PATCH. */
  static Patch patch(Exchange exchange, ResourceType type) throws ApiException {
    FieldCheck check = check(exchange, "PatchOptions");
    Patches.checkKnown(exchange.contentType());
    if (exchange.has("force")) {
      throw Refusals.forced();
    }
    JsonNode body = Bodies.patch(exchange);
    Patch patch = Patches.read(exchange.contentType(), body);
    return check.patch(type, patch, body.isArray() ? inOperations(exchange, body) : Bodies.duplicates(exchange));
  }

  private static List<String> inOperations(Exchange exchange, JsonNode operations) {
    List<String> mistakes = new ArrayList<>();
    Bodies.duplicates(exchange).forEach(duplicate -> mistakes.add("json patch " + duplicate));
    for (int i = 0; i < operations.size(); i++) {
      for (String name : operations.get(i).propertyNames()) {
        if (!OF_OPERATIONS.contains(name)) {
          mistakes.add("json patch unknown field \"[%d].%s\"".formatted(i, name));
        }
      }
    }
    return mistakes;
  }
}
