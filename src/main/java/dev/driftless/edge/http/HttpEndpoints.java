package dev.driftless.edge.http;

import dev.driftless.config.BindAddress;
import dev.driftless.config.Flag;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** The two HTTP servers. GET and HEAD on fixed paths; anything else is refused. */
public final class HttpEndpoints {

  private static final int MAX_REQUEST_LINE_BYTES = 2_048;
  private static final int MAX_HEADER_BYTES = 8_192;
  private static final int IDLE_SECONDS = 60;
  private static final int NOT_FOUND = 404;
  private static final int METHOD_NOT_ALLOWED = 405;
  private static final int SERVER_ERROR = 500;

  private final Vertx vertx;
  private final Function<String, String> scrape;
  private final Probes probes;
  private final HttpServer metrics;
  private final HttpServer health;

  /** @param scrape all meters in the format of a content type; called on a worker thread */
  public HttpEndpoints(Vertx vertx, Function<String, String> scrape, Probes probes) {
    this.vertx = vertx;
    this.scrape = scrape;
    this.probes = probes;
    metrics = server(this::metrics);
    health = server(this::health);
  }

  /**
   * Opens both servers.
   *
   * @return fails with {@link ListenException} if one cannot listen; then none does
   */
  public Future<Void> listen(BindAddress metricsAddress, BindAddress healthAddress) {
    return listen(health, healthAddress, Flag.HEALTH_PROBE_BIND_ADDRESS)
        .compose(open -> listen(metrics, metricsAddress, Flag.METRICS_BIND_ADDRESS))
        .recover(failure -> close().transform(closed -> Future.failedFuture(failure)));
  }

  /** The port of {@code /metrics}, once it listens. */
  public int metricsPort() {
    return metrics.actualPort();
  }

  /** The port of the probes, once it listens. */
  public int healthPort() {
    return health.actualPort();
  }

  public Future<Void> close() {
    return Future.join(metrics.close(), health.close()).mapEmpty();
  }

  private HttpServer server(Handler<HttpServerRequest> handler) {
    return vertx.createHttpServer(new HttpServerOptions()
        .setMaxInitialLineLength(MAX_REQUEST_LINE_BYTES)
        .setMaxHeaderSize(MAX_HEADER_BYTES)
        .setIdleTimeout(IDLE_SECONDS)
        .setIdleTimeoutUnit(TimeUnit.SECONDS))
        .requestHandler(handler);
  }

  private static Future<Void> listen(HttpServer server, BindAddress address, Flag flag) {
    String host = address.host().isEmpty() ? "0.0.0.0" : address.host();
    return server.listen(address.port(), host)
        .recover(cause -> Future.failedFuture(new ListenException(address, flag.option(), cause)))
        .mapEmpty();
  }

  private void metrics(HttpServerRequest request) {
    if (!request.path().equals("/metrics")) {
      notFound(request);
    } else if (allowed(request)) {
      String format = ScrapeFormat.of(String.join(",", request.headers().getAll(HttpHeaders.ACCEPT)));
      vertx.executeBlocking(() -> scrape.apply(format), false)
          .map(body -> new Reply(200, format, body))
          .otherwise(failure -> Reply.plain(SERVER_ERROR, "cannot scrape: " + failure + "\n"))
          .onSuccess(reply -> reply.to(request));
    }
  }

  private void health(HttpServerRequest request) {
    switch (request.path()) {
      case "/livez" -> probe(request, "livez", probes.live());
      case "/readyz" -> probe(request, "readyz", probes.ready());
      case "/startupz" -> probe(request, "startupz", probes.started());
      default -> notFound(request);
    }
  }

  private static void probe(HttpServerRequest request, String name, List<Check> checks) {
    if (allowed(request)) {
      ProbeReport.of(name, checks, request.params().contains("verbose")).to(request);
    }
  }

  private static void notFound(HttpServerRequest request) {
    Reply.plain(NOT_FOUND, "not found\n").to(request);
  }

  /** Refuses all but GET and HEAD. */
  private static boolean allowed(HttpServerRequest request) {
    if (request.method().equals(HttpMethod.GET) || request.method().equals(HttpMethod.HEAD)) {
      return true;
    }
    request.response().putHeader(HttpHeaders.ALLOW, "GET, HEAD");
    Reply.plain(METHOD_NOT_ALLOWED, "method not allowed; allowed: GET, HEAD\n").to(request);
    return false;
  }
}
