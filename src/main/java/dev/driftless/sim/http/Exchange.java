package dev.driftless.sim.http;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A request that has arrived whole.
 *
 * @param method   in capitals
 * @param path     decoded nowhere
 * @param warnings what the client is told beside the answer; grows
 */
record Exchange(String method, String path, MultiMap query, MultiMap headers, Buffer body, List<String> warnings) {

  private static final String BEARER = "Bearer ";

  /** Empty if its path or its query cannot be decoded. */
  static Optional<Exchange> of(HttpServerRequest request, Buffer body) {
    try {
      RequestPath.parse(request.path());
      return Optional.of(new Exchange(request.method().name(), request.path(), request.params(), request.headers(),
          body, new ArrayList<>()));
    } catch (IllegalArgumentException undecodable) {
      return Optional.empty();
    }
  }

  /** Empty if absent. */
  String query(String name) {
    String value = query.get(name);
    return value == null ? "" : value;
  }

  boolean has(String name) {
    return query.contains(name);
  }

  /** True whatever is said of it, unless that is a no. */
  boolean flag(String name) {
    return has(name) && !List.of("false", "0").contains(query(name).toLowerCase(Locale.ROOT));
  }

  /** Only collections are watched; who asks that of one object gets the object. */
  boolean watches() {
    return method.equals("GET") && flag("watch")
        && RequestPath.parse(path).filter(found -> found.name().isEmpty()).isPresent();
  }

  /** Such a request has no body, and must not be read to its end before the connection is another one. */
  static boolean wantsWebSocket(HttpServerRequest request) {
    return "websocket".equalsIgnoreCase(request.getHeader(HttpHeaders.UPGRADE));
  }

  String header(CharSequence name) {
    String value = headers.get(name);
    return value == null ? "" : value;
  }

  /** Without parameters, in small letters. */
  String contentType() {
    String type = header(HttpHeaders.CONTENT_TYPE);
    int end = type.indexOf(';');
    return (end < 0 ? type : type.substring(0, end)).trim().toLowerCase(Locale.ROOT);
  }

  /** Who asks: whoever says so. */
  String user() {
    String authorization = header(HttpHeaders.AUTHORIZATION);
    return authorization.startsWith(BEARER) ? authorization.substring(BEARER.length()) : "system:admin";
  }
}
