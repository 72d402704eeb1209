package dev.driftless.bench;

import dev.driftless.sim.SimulatedCluster;
import dev.driftless.sim.http.ApiOptions;
import dev.driftless.sim.http.ApiVerticle;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;

import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * A simulated API server, and beside it a plain one: the limit of what Vert.x can do here.
 *
 * @param loop      that the simulated cluster lives on
 * @param api       port
 * @param plainLoop that the plain server lives on
 * @param plain     port
 */
record Servers(Vertx vertx, Context loop, int api, Context plainLoop, int plain) implements AutoCloseable {

  static Servers start(SimulatedCluster cluster, Consumer<HttpServerRequest> plain) {
    Vertx vertx = Vertx.vertx();
    CompletableFuture<Context> loop = new CompletableFuture<>();
    cluster.timeline().at(cluster.timeline().now(), () -> loop.complete(Vertx.currentContext()));
    ApiVerticle verticle = new ApiVerticle(cluster.server(), ApiOptions.LOCAL, System::nanoTime);
    vertx.deployVerticle(verticle).await();
    CompletableFuture<Context> plainLoop = new CompletableFuture<>();
    CompletableFuture<Integer> port = new CompletableFuture<>();
    vertx.deployVerticle(new VerticleBase() {
      @Override
      public Future<?> start() {
        plainLoop.complete(context);
        return vertx.createHttpServer().requestHandler(plain::accept).listen(0, "127.0.0.1")
            .onSuccess(http -> port.complete(http.actualPort()));
      }
    }).await();
    return new Servers(vertx, loop.join(), verticle.port(), plainLoop.join(), port.join());
  }

  @Override
  public void close() {
    vertx.close().await();
  }
}
