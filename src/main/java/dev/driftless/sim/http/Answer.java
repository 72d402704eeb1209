package dev.driftless.sim.http;

import dev.driftless.sim.api.ApiException;
import dev.driftless.sim.api.Statuses;
import io.vertx.core.buffer.Buffer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What goes back at once. */
record Answer(int code, String contentType, Buffer body) {

  static final int OK = 200;
  static final int CREATED = 201;

  static Answer json(int code, JsonNode body) {
    return new Answer(code, "application/json", Buffer.buffer(JsonMapper.shared().writeValueAsBytes(body)));
  }

  static Answer text(int code, String text) {
    return new Answer(code, "text/plain; charset=utf-8", Buffer.buffer(text));
  }

  static Answer refusal(ApiException refusal) {
    return json(refusal.code(), Statuses.of(refusal));
  }
}
