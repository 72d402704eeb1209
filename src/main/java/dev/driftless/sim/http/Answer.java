package dev.driftless.sim.http;

import dev.driftless.sim.api.ApiException;
import dev.driftless.sim.api.Statuses;
import io.vertx.core.buffer.Buffer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.util.Optional;

/** What goes back at once. */
record Answer(int code, String contentType, Buffer body) {

  static final int OK = 200;
  static final int CREATED = 201;

  private static final String JSON = "application/json";

  static Answer json(int code, JsonNode body) {
    return new Answer(code, JSON, Buffer.buffer(JsonMapper.shared().writeValueAsBytes(body)));
  }

  /** What was answered, if it is a Status. */
  Optional<JsonNode> status() {
    return contentType.equals(JSON) ? Optional.of(JsonMapper.shared().readTree(body.getBytes()))
        .filter(node -> node.path("kind").asString("").equals("Status")) : Optional.empty();
  }

  static Answer text(int code, String text) {
    return new Answer(code, "text/plain; charset=utf-8", Buffer.buffer(text));
  }

  static Answer refusal(ApiException refusal) {
    return json(refusal.code(), Statuses.of(refusal));
  }
}
