package dev.driftless.edge.http;

import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

import java.nio.charset.StandardCharsets;

/** A whole answer. */
record Reply(int status, String contentType, String body) {

  private static final String PLAIN = "text/plain; charset=utf-8";

  static Reply plain(int status, String body) {
    return new Reply(status, PLAIN, body);
  }

  /** The body is left out for HEAD; its length is told nevertheless. */
  Future<Void> to(HttpServerRequest request) {
    int length = body.getBytes(StandardCharsets.UTF_8).length;
    HttpServerResponse response = request.response()
        .setStatusCode(status)
        .putHeader(HttpHeaders.CONTENT_TYPE, contentType)
        .putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(length))
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
        .putHeader("X-Content-Type-Options", "nosniff");
    return request.method().equals(HttpMethod.HEAD) ? response.end() : response.end(body);
  }
}
