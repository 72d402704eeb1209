package dev.driftless.bench;

import dev.driftless.core.model.Resource;
import dev.driftless.edge.kube.OfflineEdge;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * As much of an API server as the daemon needs to list a {@link Population} page by page and to watch that nothing
 * happens. It makes the objects while it tells them, so that it has none.
 */
final class PopulatedApi extends VerticleBase {

  private static final Set<Resource> MANY = EnumSet.of(Resource.PODS, Resource.REPLICA_SETS, Resource.DEPLOYMENTS);
  private static final String META = "\"metadata\":{\"resourceVersion\":\"9000000\",\"continue\":\"%s\"}";
  private static final String ALLOWED = "{\"apiVersion\":\"authorization.k8s.io/v1\",\"kind\":"
      + "\"SelfSubjectAccessReview\",\"spec\":{},\"status\":{\"allowed\":true}}";
  private static final String STATE = "{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"name\":"
      + "\"driftless-state\",\"namespace\":\"driftless-system\",\"resourceVersion\":\"1\"}}";
  private static final int NOT_FOUND = 404;

  private final Population population = new Population();
  private final List<OfflineEdge.Reader> readers = OfflineEdge.readers("istio-system");
  private final boolean empty;
  private HttpServer http;

  /** @param empty whether there are no workloads at all */
  PopulatedApi(boolean empty) {
    this.empty = empty;
  }

  @Override
  public Future<?> start() {
    http = vertx.createHttpServer();
    return http.requestHandler(this::answer).listen(0, "127.0.0.1");
  }

  int port() {
    return http.actualPort();
  }

  private void answer(HttpServerRequest request) {
    request.response().putHeader("Content-Type", "application/json");
    Optional<OfflineEdge.Reader> reader = readers.stream().filter(other -> isOf(other, request)).findFirst();
    if (reader.isPresent() && "true".equals(request.getParam("watch"))) {
      long seconds = Long.parseLong(request.getParam("timeoutSeconds", "60"));
      request.response().setChunked(true).writeHead();
      vertx.setTimer(seconds * 1000, timer -> request.response().end());
    } else if (reader.isPresent()) {
      request.response().end(page(reader.get(), request));
    } else if (request.path().equals("/version")) {
      request.response().end("{\"major\":\"1\",\"minor\":\"36\",\"gitVersion\":\"v1.36.0\"}");
    } else if (request.path().endsWith("accessreviews")) {
      request.response().end(ALLOWED);
    } else if (request.method().name().equals("PATCH") || request.method().name().equals("POST")) {
      request.response().end(STATE);
    } else {
      request.response().setStatusCode(NOT_FOUND)
          .end("{\"apiVersion\":\"v1\",\"kind\":\"Status\",\"status\":\"Failure\",\"code\":404}");
    }
  }

  private static boolean isOf(OfflineEdge.Reader reader, HttpServerRequest request) {
    String api = reader.group().isEmpty() ? "/api/" : "/apis/" + reader.group() + "/";
    String scope = reader.namespace().map(name -> "/namespaces/" + name).orElse("");
    return request.method().name().equals("GET")
        && request.path().matches(api + "[^/]+" + scope + "/" + reader.plural());
  }

  private String page(OfflineEdge.Reader reader, HttpServerRequest request) {
    int from = Integer.parseInt(request.getParam("continue", "0"));
    int size = Integer.parseInt(request.getParam("limit", "500"));
    List<String> items = empty && MANY.contains(reader.resource()) ? List.of()
        : population.of(reader.resource(), from, from + size).toList();
    String next = items.size() < size ? "" : Integer.toString(from + size);
    return items.stream().collect(Collectors.joining(",",
        "{\"apiVersion\":\"v1\",\"kind\":\"List\"," + META.formatted(next) + ",\"items\":[", "]}"));
  }
}
