package dev.driftless.core.engine;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import java.time.Instant;
import java.util.concurrent.TimeUnit;

/**
 * One tick over so many workloads of five pods each: all drifted, but for one that has to wait for another; the same
 * after a change of the mesh, so that all are judged anew; and as a limit one with nothing to do.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class TickBenchmark {

  private static final int NAMESPACES = 40;

  @Param({"2000", "10000"})
  private int workloads;

  private final World world = new World();
  private final Engine drifted = engine();
  private final Engine inSync = engine();
  private Instant now = World.START;
  private int upgrades;

  private static Engine engine() {
    return new Engine(Daemon.policy(dev.driftless.core.plan.Mode.ENFORCE, Daemon.limits(1, 1, 1)), World.START);
  }

  @Setup
  public void populate() {
    for (int i = 0; i < NAMESPACES; i++) {
      world.namespace("team-" + i);
    }
    for (int i = 0; i < workloads; i++) {
      world.workload("team-" + i % NAMESPACES, "web-" + i, 5, "1.31.2");
    }
    inSync.observe(world.news(), now);
    world.upgrade("1.32.0");
    drifted.observe(world.list(), now);
    later(inSync);
    now = now.plus(DriftedShop.SETTLED);
    later(drifted);
  }

  private Step later(Engine engine) {
    now = now.plusSeconds(1);
    engine.informers(DriftedShop.synced(now));
    return engine.tick(now);
  }

  @Benchmark
  public Step drifted() {
    return later(drifted);
  }

  @Benchmark
  public Step driftedAnew() {
    world.upgrade("1.32." + upgrades++ % 2);
    drifted.observe(world.news(), now);
    return later(drifted);
  }

  @Benchmark
  public Step inSync() {
    return later(inSync);
  }
}
