package dev.driftless.cli.demo;

import dev.driftless.sim.api.ApiException;
import dev.driftless.sim.http.ApiOptions;
import dev.driftless.sim.http.ApiVerticle;
import io.vertx.core.Vertx;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/** The cluster of a demo, its API server, and the kubeconfig that leads there. All of it ends with the stage. */
final class Stage implements AutoCloseable {

  private static final Duration WATCHES_END = Duration.ofSeconds(3);

  private final DemoOptions options;
  private final Vertx vertx = Vertx.vertx();
  private final Path folder;
  private final DemoCluster cluster;

  /** Sets the cluster up, which takes some seconds. */
  Stage(DemoOptions options) throws IOException {
    this.options = options;
    folder = Files.createTempDirectory("driftless-demo");
    cluster = new DemoCluster(Instant.now(), options.seed());
    try {
      cluster.populate(DemoCluster.fleet(options.workloads(), options.seed()));
    } catch (ApiException e) {
      throw new IllegalStateException("the demo's own objects were refused: " + e.getMessage(), e);
    }
  }

  /**
   * Opens the API server, and lets the upgrade take its course. Once.
   *
   * @param announce gets a line for each act
   * @return where the API server is
   */
  String raise(Consumer<String> announce) throws IOException {
    cluster.schedule(options.faults(), announce);
    ApiVerticle api = new ApiVerticle(cluster.simulated().server(),
        new ApiOptions("127.0.0.1", 0, 1, Optional.empty(), new RequestFaults(options.faults())), System::nanoTime);
    if (options.faults().contains(Fault.LOST_WATCH)) {
      cluster.every(WATCHES_END, api::dropWatches);
    }
    vertx.deployVerticle(api).await();
    String url = "http://127.0.0.1:" + api.port();
    Files.writeString(kubeconfig(), """
        apiVersion: v1
        kind: Config
        current-context: demo
        clusters: [{name: demo, cluster: {server: "%s"}}]
        users: [{name: demo, user: {}}]
        contexts: [{name: demo, context: {cluster: demo, user: demo}}]
        """.formatted(url));
    return url;
  }

  Path kubeconfig() {
    return folder.resolve("kubeconfig");
  }

  @Override
  public void close() throws IOException {
    vertx.close().await();
    Files.deleteIfExists(kubeconfig());
    Files.delete(folder);
  }
}
