package dev.driftless.e2e;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Stands between the daemon and the API server, and fails as networks do: it loses the answers of writes that were
 * applied, cuts connections, and lets nothing through.
 */
final class ForgetfulProxy implements AutoCloseable {

  /** Each watch keeps one for itself. */
  private static final int CONNECTIONS = 100;
  private static final Pattern TOKEN = Pattern.compile("token: *\"?([\\w.:-]+)");

  private final Vertx vertx = Vertx.vertx();
  private final Set<HttpServerResponse> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger answersToLose = new AtomicInteger();
  private final AtomicInteger answersLost = new AtomicInteger();
  private volatile boolean blocked;
  private final Cluster cluster;
  private final URI server;
  private final HttpClient client;
  private final HttpServer proxy;

  ForgetfulProxy(Cluster cluster) {
    this.cluster = cluster;
    server = URI.create(cluster.client().getConfiguration().getMasterUrl());
    client = vertx.createHttpClient(new HttpClientOptions()
        .setSsl(server.getScheme().equals("https")).setTrustAll(true).setVerifyHost(false),
        new PoolOptions().setHttp1MaxSize(CONNECTIONS));
    proxy = vertx.createHttpServer().requestHandler(this::pass)
        .listen(0, "127.0.0.1").await();
  }

  /** A kubeconfig of the daemon's account that leads through here. */
  Path kubeconfig() {
    try {
      Matcher token = TOKEN.matcher(Files.readString(cluster.driftlessKubeconfig()));
      if (!token.find()) {
        throw new IllegalStateException("no token in " + cluster.driftlessKubeconfig());
      }
      return Files.writeString(cluster.dir().resolve("proxied.kubeconfig"), """
          apiVersion: v1
          kind: Config
          current-context: proxied
          clusters: [{name: proxied, cluster: {server: "http://127.0.0.1:%d"}}]
          users: [{name: driftless, user: {token: %s}}]
          contexts: [{name: proxied, context: {cluster: proxied, user: driftless, namespace: driftless-system}}]
          """.formatted(proxy.actualPort(), token.group(1)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The answers of the next so many patches of workloads do not arrive. */
  void loseAnswers(int count) {
    answersToLose.set(count);
  }

  int answersLost() {
    return answersLost.get();
  }

  /** Cuts every connection on which an answer is under way: the watches'. A close would wait for them to end. */
  void cut() {
    open.forEach(HttpServerResponse::reset);
  }

  /** Cuts all, and lets nothing through from now on. */
  void block() {
    blocked = true;
    cut();
  }

  void unblock() {
    blocked = false;
  }

  private void pass(HttpServerRequest request) {
    if (blocked) {
      request.response().reset();
      return;
    }
    open.add(request.response());
    request.response().endHandler(ended -> open.remove(request.response()));
    request.body()
        .compose(body -> client.request(new RequestOptions().setMethod(request.method()).setURI(request.uri())
            .setHost(server.getHost()).setPort(server.getPort())).compose(out -> send(request, out, body)))
        .onSuccess(answer -> answer(request, answer))
        .onFailure(lost -> request.response().reset());
  }

  private Future<HttpClientResponse> send(HttpServerRequest request, HttpClientRequest out,
      Buffer body) {
    request.headers().forEach((name, value) -> {
      if (!name.equalsIgnoreCase("host") && !name.equalsIgnoreCase("content-length")) {
        out.putHeader(name, value);
      }
    });
    request.response().closeHandler(closed -> {
      open.remove(request.response());
      out.reset();
    });
    return out.send(body);
  }

  private void answer(HttpServerRequest request, HttpClientResponse answer) {
    boolean restart = request.method().equals(HttpMethod.PATCH) && request.path().startsWith("/apis/apps/");
    if (restart && answersToLose.getAndDecrement() > 0) {
      answersLost.incrementAndGet();
      request.response().reset();
      return;
    }
    request.response().setStatusCode(answer.statusCode()).setChunked(true);
    answer.headers().forEach((name, value) -> {
      if (!name.equalsIgnoreCase("content-length") && !name.equalsIgnoreCase("transfer-encoding")) {
        request.response().putHeader(name, value);
      }
    });
    answer.pipeTo(request.response());
  }

  @Override
  public void close() {
    vertx.close().await();
  }
}
