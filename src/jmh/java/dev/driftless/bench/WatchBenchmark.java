package dev.driftless.bench;

import dev.driftless.sim.SimulatedCluster;
import dev.driftless.sim.api.ApiException;
import dev.driftless.sim.store.Json;
import dev.driftless.sim.store.ObjectName;
import dev.driftless.sim.store.ResourceTypes;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;

/**
 * Changes of pods in a second that the simulated API server tells all its watchers, who read as fast as they can: times
 * the watchers, that is events. The peer writes the same bytes without knowing what they are. To be at least 5,000
 * events.
 */
@State(Scope.Benchmark)
@Fork(2)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
public class WatchBenchmark {

  private static final int BATCH = 200;

  @Param({"1", "5"})
  private int watchers;

  private final Semaphore read = new Semaphore(0);
  private final List<Connection> connections = new ArrayList<>();
  private final List<HttpServerResponse> responses = new ArrayList<>();
  private SimulatedCluster cluster;
  private Servers servers;
  private List<ObjectName> pods;
  private Buffer line;

  @Setup
  public void serve() throws ApiException, IOException {
    cluster = Workloads.cluster();
    Workloads.deploy(cluster, BATCH / 10, 10);
    pods = cluster.store().list(ResourceTypes.PODS, Workloads.NAMESPACE).stream()
        .map(pod -> new ObjectName(Workloads.NAMESPACE, pod.path("metadata").path("name").asString(""))).toList();
    line = Buffer.buffer("{\"type\":\"MODIFIED\",\"object\":" + Workloads.firstPod(cluster) + "}\n");
    servers = Servers.start(cluster, this::watched);
    String path = "/api/v1/pods?watch=true&resourceVersion=" + cluster.store().revision();
    for (int i = 0; i < watchers; i++) {
      follow(servers.api(), path);
      follow(servers.plain(), "/");
    }
    read.acquireUninterruptibly(watchers);
  }

  private void follow(int port, String path) throws IOException {
    Connection connection = new Connection(port);
    connection.follow(Connection.request("GET", path, "", ""), read::release);
    connections.add(connection);
  }

  private void watched(HttpServerRequest request) {
    responses.add(request.response().setChunked(true));
    request.response().write(line);
  }

  @TearDown
  public void end() throws IOException {
    for (Connection connection : connections) {
      connection.close();
    }
    servers.close();
  }

  @Benchmark
  @OperationsPerInvocation(BATCH)
  public void simulated() {
    servers.loop().runOnContext(start -> pods.forEach(this::change));
    read.acquireUninterruptibly(BATCH * watchers);
  }

  private void change(ObjectName name) {
    ObjectNode pod = cluster.store().get(ResourceTypes.PODS, name).orElseThrow();
    cluster.store().update(ResourceTypes.PODS, name, Json.with(pod, "now", "metadata", "annotations", "benchmark"));
  }

  @Benchmark
  @OperationsPerInvocation(BATCH)
  public void plain() {
    servers.plainLoop().runOnContext(start -> {
      for (int i = 0; i < BATCH; i++) {
        responses.forEach(response -> response.write(line));
      }
    });
    read.acquireUninterruptibly(BATCH * watchers);
  }
}
