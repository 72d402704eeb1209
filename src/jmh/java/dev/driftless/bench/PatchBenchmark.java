package dev.driftless.bench;

import dev.driftless.sim.SimulatedCluster;
import dev.driftless.sim.api.ApiException;
import dev.driftless.sim.store.ResourceTypes;
import io.vertx.core.buffer.Buffer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Merge patches of annotations of Deployments that the simulated API server takes over HTTP in a second, with 500
 * Deployments of five pods each and four clients that wait for each answer. The peer answers with as many bytes
 * whatever it is asked. To be at least 1,000.
 */
@State(Scope.Benchmark)
@Fork(2)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
@Threads(4)
public class PatchBenchmark {

  private static final int DEPLOYMENTS = 500;

  private final AtomicInteger clients = new AtomicInteger();
  private Servers servers;

  @Setup
  public void serve() throws ApiException {
    SimulatedCluster cluster = Workloads.cluster();
    Workloads.deploy(cluster, DEPLOYMENTS, 5);
    Buffer body = Buffer.buffer(
        cluster.store().list(ResourceTypes.DEPLOYMENTS, Workloads.NAMESPACE).iterator().next().toString());
    servers = Servers.start(cluster,
        request -> request.body().onSuccess(patch -> request.response().end(body)));
  }

  @TearDown
  public void end() {
    servers.close();
  }

  /** One of those who ask. */
  @State(Scope.Thread)
  public static class Asker {

    private int number;
    private int asked;
    private Connection api;
    private Connection plain;

    @Setup(Level.Trial)
    public void connect(PatchBenchmark benchmark) throws IOException {
      number = benchmark.clients.getAndIncrement();
      api = new Connection(benchmark.servers.api());
      plain = new Connection(benchmark.servers.plain());
    }

    private byte[] next() {
      String path = "/apis/apps/v1/namespaces/%s/deployments/web-%d"
          .formatted(Workloads.NAMESPACE, (number + 4 * asked) % DEPLOYMENTS);
      return Connection.request("PATCH", path, "application/merge-patch+json",
          "{\"metadata\": {\"annotations\": {\"benchmark\": \"%d\"}}}".formatted(asked++));
    }

    @TearDown(Level.Trial)
    public void close() throws IOException {
      api.close();
      plain.close();
    }
  }

  @Benchmark
  public int simulated(Asker asker) throws IOException {
    return asker.api.ask(asker.next());
  }

  @Benchmark
  public int plain(Asker asker) throws IOException {
    return asker.plain.ask(asker.next());
  }
}
