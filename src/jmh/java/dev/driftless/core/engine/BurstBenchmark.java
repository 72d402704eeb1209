package dev.driftless.core.engine;

import dev.driftless.core.model.Change;
import dev.driftless.core.model.ObjectKey;
import dev.driftless.core.model.PodFacts;
import dev.driftless.core.model.PodState;
import dev.driftless.core.model.Resource;
import dev.driftless.core.model.Troubles;
import dev.driftless.core.model.WorkloadRef;
import dev.driftless.core.plan.AlertState;
import dev.driftless.edge.bus.Topic;
import dev.driftless.edge.bus.Topics;
import dev.driftless.edge.bus.Wake;
import dev.driftless.edge.loop.Driver;
import dev.driftless.edge.loop.LoopVerticle;
import dev.driftless.edge.loop.Mailbox;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * 100,000 changes of 5,000 pods in ten lots, each offered as fast as it can be once the one before is taken: how long
 * each took, how late the event loop was at most, and what heap was taken after it. The peer sends each change over the
 * event bus to one who gives it to the engine and ticks. Both are to stay flat.
 */
@State(Scope.Thread)
@BenchmarkMode(org.openjdk.jmh.annotations.Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(value = 1, jvmArgsAppend = "-XX:+UseSerialGC")
@Warmup(iterations = 0)
@Measurement(iterations = 1)
public class BurstBenchmark {

  private static final int WORKLOADS = 250;
  private static final int PODS = 20;
  private static final int LOTS = 10;
  private static final int LOT = 10_000;
  private static final int WARM_UP = 20_000;
  private static final long LOOK_MILLIS = 10;

  private final World world = new World();
  private final List<PodFacts> pods = new ArrayList<>();
  private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
  private final InstantSource clock = InstantSource.system();
  private final Mailbox mailbox = new Mailbox(() -> Topics.CLUSTER_CHANGED.send(vertx, new Wake()));
  private final Engine engine = new Engine(DriftedShop.OBSERVING, clock.instant());
  private final AtomicLong late = new AtomicLong();
  private volatile long looked;

  private void populate() {
    world.namespace("shop");
    for (int i = 0; i < WORKLOADS; i++) {
      WorkloadRef ref = world.workload("shop", "web-" + i, PODS, "1.31.2");
      pods.addAll(world.pods(ref));
    }
    looked = System.nanoTime();
    vertx.setPeriodic(LOOK_MILLIS, timer -> {
      long now = System.nanoTime();
      late.accumulateAndGet((now - looked) / 1_000_000 - LOOK_MILLIS, Math::max);
      looked = now;
    });
  }

  /** The same for no two, of each pod in turn. */
  private Change change(int number) {
    PodFacts pod = pods.get(number % pods.size());
    PodState state = new PodState(pod.state().phase(), pod.state().readySince(), false,
        Troubles.waiting("app: " + number));
    return new Change.Observed(new ObjectKey(Resource.PODS, pod.namespace(), pod.name()), new PodFacts(pod.namespace(),
        pod.name(), pod.uid(), Integer.toString(number), pod.createdAt(), pod.owner(), pod.shape(), state));
  }

  @Benchmark
  public void throughTheMailbox() {
    populate();
    Driver driver = new Driver(engine, mailbox, new Driver.Ports(clock, () -> DriftedShop.synced(clock.instant()),
        () -> AlertState.NOTHING, facts -> { }, new Driver.Effectors(write -> new Answer.Failed("never"),
            prove -> new ProofAnswer.Failed("never"), memory -> { }), Runnable::run));
    vertx.deployVerticle(new LoopVerticle(driver, clock, Throwable::printStackTrace)).await();
    burst(mailbox::offer);
  }

  @Benchmark
  public void eachSent() {
    populate();
    engine.informers(DriftedShop.synced(clock.instant()));
    Topic<Change> topic = new Topic<>("peer", Change.class);
    topic.subscribe(vertx, change -> {
      engine.observe(List.of(change), clock.instant());
      engine.tick(clock.instant());
    });
    burst(change -> topic.send(vertx, change));
  }

  private void burst(Consumer<Change> sink) {
    world.news().forEach(sink);
    for (int i = 0; i < WARM_UP; i++) {
      sink.accept(change(i));
    }
    taken();
    report("before", 0);
    for (int lot = 0; lot < LOTS; lot++) {
      long start = System.nanoTime();
      for (int i = 0; i < LOT; i++) {
        sink.accept(change(lot * LOT + i));
      }
      taken();
      report("lot " + lot, start);
    }
    vertx.close().await();
  }

  /** Waits until all that was given is taken. */
  private void taken() {
    CompletableFuture<Void> turn = new CompletableFuture<>();
    vertx.runOnContext(start -> turn.complete(null));
    turn.join();
  }

  private void report(String when, long since) {
    long took = since == 0 ? 0 : (System.nanoTime() - since) / 1_000_000;
    late.accumulateAndGet((System.nanoTime() - looked) / 1_000_000 - LOOK_MILLIS, Math::max);
    System.gc();
    double heap = (Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory()) / 1024.0 / 1024;
    System.out.printf(Locale.ROOT, "%n  %s: %d ms, heap %.1f MB, loop late by at most %d ms", when, took, heap,
        late.getAndSet(0));
  }
}
