package dev.driftless.sim.http;

import dev.driftless.sim.api.ApiException;
import dev.driftless.sim.api.Refusals;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

import java.util.List;

/** Reads what clients send. */
final class Bodies {

  private static final ObjectMapper YAML = new YAMLMapper();
  private static final List<String> JSON_TYPES = List.of("", "application/json", "application/x-www-form-urlencoded");

  private Bodies() {}

  /** An object of that kind. */
  static ObjectNode object(Exchange exchange, String kind) throws ApiException {
    if (exchange.body().length() == 0) {
      throw unrecognized(kind, "unexpected end of JSON input (<empty>)");
    }
    JsonNode body = read(exchange, kind);
    if (body instanceof ObjectNode object) {
      return object;
    }
    throw Refusals.badRequest(
        "the object provided is unrecognized (must be of type %s): couldn't get version/kind".formatted(kind));
  }

  /** The same, or an empty one if nothing was sent. */
  static ObjectNode optional(Exchange exchange, String kind) throws ApiException {
    return exchange.body().length() == 0 ? JsonNodeFactory.instance.objectNode() : object(exchange, kind);
  }

  private static JsonNode read(Exchange exchange, String kind) throws ApiException {
    String type = exchange.contentType();
    if (!JSON_TYPES.contains(type) && !type.equals("application/yaml")) {
      throw new ApiException(415, "UnsupportedMediaType", "the body of the request was in an unknown format - accepted"
          + " media types include: application/json, application/yaml");
    }
    try {
      return (type.equals("application/yaml") ? YAML : JsonMapper.shared()).readTree(exchange.body().getBytes());
    } catch (JacksonException e) {
      throw unrecognized(kind, "unexpected end of JSON input (" + exchange.body() + ")");
    }
  }

  /** Fields of the body that are there twice; none if it is no JSON or YAML at all. */
  static List<String> duplicates(Exchange exchange) {
    boolean yaml = exchange.contentType().equals("application/yaml");
    try (JsonParser parser = (yaml ? YAML : JsonMapper.shared()).createParser(exchange.body().getBytes())) {
      return Duplicates.in(parser, yaml);
    }
  }

  private static ApiException unrecognized(String kind, String why) {
    return Refusals.badRequest(("the object provided is unrecognized (must be of type %s): couldn't get version/kind;"
        + " json parse error: %s").formatted(kind, why));
  }

  /** Any JSON: the body of a patch. */
  static JsonNode patch(Exchange exchange) throws ApiException {
    try {
      return JsonMapper.shared().readTree(exchange.body().getBytes());
    } catch (JacksonException e) {
      throw Refusals.badRequest("error decoding patch: unexpected end of JSON input");
    }
  }
}
