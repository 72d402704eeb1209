package dev.driftless.sim.http;

import dev.driftless.sim.api.ApiServer;
import dev.driftless.sim.store.Store;
import dev.driftless.sim.time.Timeline;
import io.vertx.core.Vertx;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** A simulated API server that listens, and somebody who asks it. */
final class Served implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Vertx vertx = Vertx.vertx();
  private final ApiVerticle verticle;
  private final HttpClient client = HttpClient.newHttpClient();

  Served(Optional<Path> auditLog, Interference interference) {
    ApiServer server =
        new ApiServer(new Store(1000), new Timeline(Instant.parse("2026-03-01T12:00:00Z")), 7);
    verticle = new ApiVerticle(server, new ApiOptions("127.0.0.1", 0, 1, auditLog, interference), System::nanoTime);
    vertx.deployVerticle(verticle).await();
  }

  static Served plain() {
    return new Served(Optional.empty(), Interference.NONE);
  }

  String url() {
    return "http://127.0.0.1:" + verticle.port();
  }

  HttpResponse<String> get(String path, String accept) throws IOException, InterruptedException {
    return client.send(request(path).header("Accept", accept).GET().build(), BodyHandlers.ofString());
  }

  JsonNode json(String path) throws IOException, InterruptedException {
    return read(get(path, "application/json"));
  }

  /** @param body JSON with single quotes */
  HttpResponse<String> send(String method, String path, String contentType, String body)
      throws IOException, InterruptedException {
    return client.send(request(path).header("Content-Type", contentType)
        .method(method, BodyPublishers.ofString(body.replace('\'', '"'))).build(), BodyHandlers.ofString());
  }

  HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
    return send("POST", path, "application/json", body);
  }

  static JsonNode read(HttpResponse<String> response) {
    return JsonMapper.shared().readTree(response.body());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(url() + path)).timeout(PATIENCE).header("User-Agent", "test");
  }

  @Override
  public void close() {
    client.close();
    vertx.close().await();
  }
}
