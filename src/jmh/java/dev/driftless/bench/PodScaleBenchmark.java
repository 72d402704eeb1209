package dev.driftless.bench;

import dev.driftless.sim.SimulatedCluster;
import dev.driftless.sim.api.ApiException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import tools.jackson.databind.json.JsonMapper;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * How long it takes until 10,000 pods of 200 Deployments are ready in the simulation, and how much memory each costs
 * with all that comes with it. The peer only reads as many pods from their JSON and keeps them. To be at most 10 s, and
 * 16 KB each.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(2)
@Warmup(iterations = 1)
@Measurement(iterations = 3)
public class PodScaleBenchmark {

  private static final int DEPLOYMENTS = 200;
  private static final int PODS = 10_000;

  private String pod;
  private Object kept;
  private long heap;

  @Setup(Level.Trial)
  public void one() throws ApiException {
    SimulatedCluster cluster = Workloads.cluster();
    Workloads.deploy(cluster, 1, 1);
    pod = Workloads.firstPod(cluster).toString();
  }

  @Setup(Level.Iteration)
  public void before() {
    kept = null;
    heap = heap();
  }

  @Benchmark
  public Object simulated() throws ApiException {
    SimulatedCluster cluster = Workloads.cluster();
    Workloads.deploy(cluster, DEPLOYMENTS, PODS / DEPLOYMENTS);
    kept = cluster;
    return cluster;
  }

  @Benchmark
  public Object onlyRead() {
    List<Object> pods = new ArrayList<>();
    for (int i = 0; i < PODS; i++) {
      pods.add(JsonMapper.shared().readTree(pod));
    }
    kept = pods;
    return pods;
  }

  @TearDown(Level.Iteration)
  public void after() {
    System.out.printf("%.1f KB of heap for each pod, ", (heap() - heap) / 1024.0 / PODS);
  }

  private static long heap() {
    for (int i = 0; i < 4; i++) {
      System.gc();
    }
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }
}
