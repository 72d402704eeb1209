package dev.driftless.sim.http;

import dev.driftless.sim.api.ApiException;
import dev.driftless.sim.api.ApiServer;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.LongSupplier;

/**
 * The HTTP server, and the loop that the cluster lives on: once it is deployed, nobody else may touch the cluster. To
 * be deployed once.
 */
public final class ApiVerticle extends VerticleBase {

  private static final long TURN_MILLIS = 5;
  private static final int BAD_REQUEST = 400;
  private static final int SERVER_ERROR = 500;
  private static final long UUID_VERSION = 0x4000;
  private static final int LONGEST_LINE = 16_384;
  private static final int LONGEST_HEADERS = 65_536;
  private static final Duration LONGEST_WATCH = Duration.ofMinutes(45);

  private final ApiServer server;
  private final ApiOptions options;
  private final Router router;
  private final Pump pump;
  private final Instant start;
  private final EventLines lines = new EventLines();
  private final Map<WatchStream, Runnable> watches = new LinkedHashMap<>();
  private Optional<AuditLog> audit = Optional.empty();
  private HttpServer http;
  private long requests;

  /** @param nanos the real clock, as {@link System#nanoTime()} */
  public ApiVerticle(ApiServer server, ApiOptions options, LongSupplier nanos) {
    this.server = server;
    this.options = options;
    router = new Router(server);
    pump = new Pump(server.timeline(), options.speed(), nanos);
    start = server.timeline().now();
  }

  @Override
  public Future<?> start() throws IOException {
    if (options.auditLog().isPresent()) {
      audit = Optional.of(new AuditLog(options.auditLog().get()));
    }
    vertx.setPeriodic(TURN_MILLIS, timer -> pump.turn());
    http = vertx.createHttpServer(new HttpServerOptions()
        .setMaxInitialLineLength(LONGEST_LINE).setMaxHeaderSize(LONGEST_HEADERS).setCompressionSupported(false));
    return http.requestHandler(this::receive).listen(options.port(), options.host());
  }

  @Override
  public Future<?> stop() {
    dropWatches();
    return http.close().compose(closed -> endAudit());
  }

  /** Only once the last connection is gone. */
  private Future<Void> endAudit() {
    Optional<AuditLog> log = audit;
    audit = Optional.empty();
    try {
      if (log.isPresent()) {
        log.get().close();
      }
      return Future.succeededFuture();
    } catch (IOException e) {
      return Future.failedFuture(e);
    }
  }

  /** Once it listens. */
  public int port() {
    return http.actualPort();
  }

  /** Does something with the cluster, from outside of its loop. Once it is deployed. */
  public <T> Future<T> perform(Callable<T> task) {
    Promise<T> done = Promise.promise();
    context.runOnContext(turn -> {
      try {
        done.complete(task.call());
      } catch (Exception e) {
        done.fail(e);
      }
    });
    return done.future();
  }

  /** Ends all watches, as a server does that goes down. On the event loop only. */
  public void dropWatches() {
    new LinkedHashMap<>(watches).forEach((stream, over) -> {
      over.run();
      stream.end();
    });
  }

  private void receive(HttpServerRequest request) {
    if (Exchange.wantsWebSocket(request)) {
      request.pause();
      take(request, Buffer.buffer());
    } else {
      request.body().onSuccess(body -> take(request, body));
    }
  }

  private void take(HttpServerRequest request, Buffer body) {
    Exchange.of(request, body).ifPresentOrElse(exchange -> handleInTime(exchange, request),
        () -> request.response().setStatusCode(BAD_REQUEST).end("400 Bad Request"));
  }

  private void handleInTime(Exchange exchange, HttpServerRequest request) {
    Duration delay = options.interference().delay(exchange.method(), exchange.path());
    if (delay.isZero()) {
      handle(exchange, request);
    } else {
      vertx.setTimer(Math.max(1, delay.toMillis()), timer -> handle(exchange, request));
    }
  }

  /** Whatever goes wrong, the client hears of it. */
  private void handle(Exchange exchange, HttpServerRequest request) {
    try {
      carryOut(exchange, request);
    } catch (RuntimeException e) {
      request.response().setStatusCode(SERVER_ERROR).end("Internal error occurred: " + e);
      throw e;
    }
  }

  private void carryOut(Exchange exchange, HttpServerRequest request) {
    pump.turn();
    AuditEvent event = new AuditEvent(exchange, request.uri(), nextId(), server.timeline().now());
    request.response().putHeader("Date", DateTimeFormatter.RFC_1123_DATE_TIME
        .format(server.timeline().now().atOffset(ZoneOffset.UTC)));
    Optional<ApiException> refusal = options.interference().refusal(exchange.method(), exchange.path());
    try {
      Optional<Target> target = exchange.watches() && refusal.isEmpty() ? Router.target(exchange) : Optional.empty();
      if (target.isPresent()) {
        watch(target.get(), exchange, request, event);
      } else {
        answer(refusal.map(Answer::refusal).orElseGet(() -> router.answer(exchange)), exchange, request, event);
      }
    } catch (ApiException e) {
      answer(Answer.refusal(e), exchange, request, event);
    }
  }

  /** Made of when this server came up, and of the request's number. */
  private UUID nextId() {
    return new UUID(start.toEpochMilli() << 16 | UUID_VERSION, Long.MIN_VALUE | requests++);
  }

  private void answer(Answer answer, Exchange exchange, HttpServerRequest request, AuditEvent event) {
    if (audit.isPresent()) {
      answer.status().ifPresent(event::answered);
      log(event, "ResponseComplete", answer.code());
    }
    if (options.interference().losesAnswer(exchange.method(), exchange.path())) {
      request.connection().close();
      return;
    }
    HttpServerResponse response = request.response().setStatusCode(answer.code())
        .putHeader("Content-Type", answer.contentType()).putHeader("Cache-Control", "no-cache, private")
        .putHeader("Warning", exchange.warnings().stream().distinct().map(ApiVerticle::warning).toList());
    if (Exchange.wantsWebSocket(request)) {
      request.resume();
    }
    response.end(exchange.method().equals("HEAD") ? Buffer.buffer() : answer.body());
  }

  private static String warning(String text) {
    return "299 - \"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  private void watch(Target target, Exchange exchange, HttpServerRequest request, AuditEvent event)
      throws ApiException {
    long seconds = Options.number(exchange, "timeoutSeconds").orElse(0);
    WatchStream stream = WatchStream.open(server, target, exchange, lines);
    log(event, "ResponseStarted", Answer.OK);
    long timer = vertx.setTimer((seconds > 0 ? Duration.ofSeconds(seconds) : LONGEST_WATCH).toMillis(),
        id -> {
          over(stream, id, event);
          stream.end();
        });
    Runnable over = () -> over(stream, timer, event);
    watches.put(stream, over);
    if (Exchange.wantsWebSocket(request)) {
      request.toWebSocket().onSuccess(socket -> stream.attach(Outlet.messages(socket, over)))
          .onFailure(refused -> over.run());
    } else {
      stream.attach(Outlet.chunks(request.response(), over));
    }
  }

  private void over(WatchStream stream, long timer, AuditEvent event) {
    if (watches.remove(stream) != null) {
      stream.close();
      vertx.cancelTimer(timer);
      log(event, "ResponseComplete", Answer.OK);
    }
  }

  private void log(AuditEvent event, String stage, int code) {
    audit.ifPresent(log -> log.write(event.at(stage, code, server.timeline().now())));
  }
}
