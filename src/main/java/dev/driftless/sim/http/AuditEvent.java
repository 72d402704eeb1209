package dev.driftless.sim.http;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.UUID;

/** One request, as the audit log tells it: with its body if it is a write. */
final class AuditEvent {

  private static final DateTimeFormatter MICROS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);
  private static final List<String> OF_STATUS = List.of("status", "message", "reason", "details");
  private static final List<String> WRITES = List.of("create", "update", "patch", "delete", "deletecollection");

  private final ObjectNode event = JsonNodeFactory.instance.objectNode();
  private final ObjectNode status = JsonNodeFactory.instance.objectNode();
  private final Instant received;

  /** @param id of no other event, also of none of a server that was up before */
  AuditEvent(Exchange exchange, String uri, UUID id, Instant received) {
    this.received = received;
    String verb = verb(exchange);
    boolean write = WRITES.contains(verb);
    event.put("kind", "Event").put("apiVersion", "audit.k8s.io/v1").put("level", write ? "Request" : "Metadata")
        .put("auditID", id.toString()).put("stage", "").put("requestURI", uri)
        .put("verb", verb);
    event.putObject("user").put("username", exchange.user()).putArray("groups").add("system:masters")
        .add("system:authenticated");
    event.putArray("sourceIPs").add("127.0.0.1");
    event.put("userAgent", exchange.header("User-Agent"));
    RequestPath.parse(exchange.path()).ifPresent(path -> reference(path));
    if (write && exchange.body().length() > 0) {
      JsonNode body = body(exchange);
      event.set("requestObject", body);
      nameOfNew(body);
    }
  }

  /** A creation has no name in its path. */
  private void nameOfNew(JsonNode body) {
    String name = body.path("metadata").path("name").asString("");
    if (event.get("objectRef") instanceof ObjectNode reference && !reference.has("name")) {
      put(reference, "name", name);
    }
  }

  private static JsonNode body(Exchange exchange) {
    try {
      return JsonMapper.shared().readTree(exchange.body().getBytes());
    } catch (JacksonException e) {
      return JsonNodeFactory.instance.stringNode(exchange.body().toString());
    }
  }

  private void reference(RequestPath path) {
    ObjectNode reference = event.putObject("objectRef").put("resource", path.resource());
    String namespace = path.resource().equals("namespaces") ? path.name() : path.namespace();
    put(reference, "namespace", namespace);
    put(reference, "name", path.name());
    put(reference, "apiGroup", path.group());
    reference.put("apiVersion", path.version());
    put(reference, "subresource", path.subresource());
  }

  private static void put(ObjectNode reference, String field, String value) {
    if (!value.isEmpty()) {
      reference.put(field, value);
    }
  }

  static String verb(Exchange exchange) {
    boolean collection = RequestPath.parse(exchange.path()).map(path -> path.name().isEmpty()).orElse(false);
    return switch (exchange.method()) {
      case "GET" -> exchange.watches() ? "watch" : collection ? "list" : "get";
      case "POST" -> "create";
      case "PUT" -> "update";
      case "PATCH" -> "patch";
      case "DELETE" -> collection ? "deletecollection" : "delete";
      default -> exchange.method().toLowerCase(java.util.Locale.ROOT);
    };
  }

  /** @param answer a Status */
  void answered(JsonNode answer) {
    OF_STATUS.stream().filter(answer::has).forEach(field -> status.set(field, answer.get(field)));
  }

  /** @param stage {@code ResponseStarted} of a watch, {@code ResponseComplete} of anything */
  ObjectNode at(String stage, int code, Instant now) {
    event.put("stage", stage);
    status.putObject("metadata");
    event.set("responseStatus", status.put("code", code));
    event.put("requestReceivedTimestamp", MICROS.format(received)).put("stageTimestamp", MICROS.format(now));
    event.putObject("annotations").put("authorization.k8s.io/decision", "allow").put("authorization.k8s.io/reason", "");
    return event;
  }
}
