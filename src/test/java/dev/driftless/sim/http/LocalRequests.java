package dev.driftless.sim.http;

import dev.driftless.sim.api.ApiServer;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;

import java.util.ArrayList;

/** Requests to a simulated API server from within its own thread: answered as those that come over the network. */
public final class LocalRequests {

  private final Router router;

  public LocalRequests(ApiServer server) {
    router = new Router(server);
  }

  /** What came back. */
  public record Reply(int status, String body) {}

  /** @param path with its query, without a slash at its start */
  public Reply send(String method, String path, String contentType, String body) {
    QueryStringDecoder uri = new QueryStringDecoder("/" + path);
    MultiMap query = MultiMap.caseInsensitiveMultiMap();
    uri.parameters().forEach(query::add);
    MultiMap headers = MultiMap.caseInsensitiveMultiMap().add("Content-Type", contentType);
    Answer answer = router.answer(
        new Exchange(method, uri.rawPath(), query, headers, Buffer.buffer(body), new ArrayList<>()));
    return new Reply(answer.code(), answer.body().toString());
  }
}
