package dev.driftless.core.engine;

import dev.driftless.core.injection.Proxies;
import dev.driftless.core.model.Change;
import dev.driftless.core.model.ObjectKey;
import dev.driftless.core.model.PodFacts;
import dev.driftless.core.model.PodShape;
import dev.driftless.core.model.Resource;
import dev.driftless.core.model.WorkloadRef;
import dev.driftless.core.plan.AlertState;
import dev.driftless.core.plan.Policy;
import dev.driftless.edge.bus.Topics;
import dev.driftless.edge.bus.Wake;
import dev.driftless.edge.loop.Driver;
import dev.driftless.edge.loop.LoopVerticle;
import dev.driftless.edge.loop.Mailbox;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
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

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * From the offer of a pod with an old proxy, by which its workload drifts, until the writer has the restart of that
 * workload, among 3,000 workloads with 100,000 pods. Nothing has to settle here: how long something is waited for on
 * purpose is not what is asked. Once by a turn on the thread that offers, and once the whole way over bus, event loop
 * and virtual thread, where the ticks and the census of each second come in between. The peer takes the same way and
 * decides nothing. To be at most 5 ms in 99 of 100 cases.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 4)
@Measurement(iterations = 2, time = 8)
public class DecisionLatencyBenchmark {

  private static final int NAMESPACES = 60;
  private static final int WORKLOADS = 3_000;
  private static final int PODS = Integer.getInteger("bench.pods", 100_000) / WORKLOADS;

  private static final Effect.Write NOTHING = new Effect.Restart(null, "", null, true);

  private final World world = new World();
  private final List<WorkloadRef> refs = new ArrayList<>();
  private final BlockingQueue<Effect.Write> written = new LinkedBlockingQueue<>();
  private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
  private final ExecutorService writes = Executors.newVirtualThreadPerTaskExecutor();
  private final Mailbox mailbox = new Mailbox(this::wake);
  private final Driver driver = driver();
  private volatile Instant now = World.START;
  private volatile Context loop;
  private int next;

  private Driver driver() {
    Policy plain = Daemon.policy(dev.driftless.core.plan.Mode.ENFORCE, Daemon.limits(WORKLOADS, WORKLOADS, WORKLOADS));
    Policy atOnce = new Policy(plain.mode(), plain.scope(), plain.mesh(), Duration.ZERO, plain.reactions(),
        plain.proof(), plain.limits());
    return new Driver(new Engine(atOnce, World.START), mailbox, new Driver.Ports(() -> now,
        () -> DriftedShop.synced(now), () -> AlertState.NOTHING, facts -> { },
        new Driver.Effectors(this::write, prove -> new ProofAnswer.Failed("never"), memory -> { }), this::execute));
  }

  private void wake() {
    if (loop != null) {
      Topics.CLUSTER_CHANGED.send(vertx, new Wake());
    }
  }

  private void execute(Runnable write) {
    if (loop == null) {
      write.run();
    } else {
      writes.execute(write);
    }
  }

  private Answer write(Effect.Write effect) {
    written.add(effect);
    return new Answer.Accepted("accepted");
  }

  @Setup
  public void cluster() {
    for (int i = 0; i < NAMESPACES; i++) {
      world.namespace("team-" + i);
    }
    for (int i = 0; i < WORKLOADS; i++) {
      refs.add(world.workload("team-" + i % NAMESPACES, "web-" + i, PODS, "1.31.2"));
    }
    world.news().forEach(mailbox::offer);
    driver.turn();
    vertx.eventBus().<String>localConsumer("peer", message -> writes.execute(() -> written.add(NOTHING)));
  }

  @Setup(Level.Invocation)
  public void another() {
    now = now.plus(DriftedShop.SETTLED);
    next = (next + 1) % WORKLOADS;
  }

  @Benchmark
  public Effect.Write byATurn() throws InterruptedException {
    mailbox.offer(drifted());
    driver.turn();
    return written.take();
  }

  @Benchmark
  public Effect.Write overTheLoop() throws InterruptedException {
    if (loop == null) {
      deploy();
    }
    mailbox.offer(drifted());
    return written.take();
  }

  @Benchmark
  public Effect.Write onlyTheWay() throws InterruptedException {
    vertx.eventBus().send("peer", "");
    return written.take();
  }

  /** Its census comes each second of real time. There is one event loop, so turns of ours are on its thread. */
  private void deploy() {
    vertx.deployVerticle(new LoopVerticle(driver, InstantSource.system(), Throwable::printStackTrace)).await();
    loop = vertx.getOrCreateContext();
  }

  /** The workload is gone, and another one is in its place: as many are there as before, and none in restart. */
  @TearDown(Level.Invocation)
  public void replace() {
    WorkloadRef ref = refs.get(next);
    List<Change> all = new ArrayList<>();
    all.add(new Change.Observed(new ObjectKey(Resource.DAEMON_SETS, ref.namespace(), ref.name()), world.facts(ref)));
    world.pods(ref).forEach(pod -> all.add(
        new Change.Observed(new ObjectKey(Resource.PODS, pod.namespace(), pod.name()), pod)));
    all.forEach(change -> mailbox.offer(new Change.Gone(change.key())));
    settle();
    all.forEach(mailbox::offer);
    settle();
  }

  private void settle() {
    CompletableFuture.runAsync(driver::turn, loop == null ? Runnable::run
        : turn -> loop.runOnContext(start -> turn.run())).join();
  }

  @TearDown
  public void end() {
    vertx.close().await();
    writes.close();
  }

  private Change drifted() {
    PodFacts pod = world.pods(refs.get(next)).getFirst();
    PodShape old = new PodShape(pod.shape().labels(),
        Optional.of(Proxies.plain("docker.io/istio/proxyv2:1.30.3", "default")), "", Optional.empty(), Map.of());
    return new Change.Observed(new ObjectKey(Resource.PODS, pod.namespace(), pod.name()), new PodFacts(pod.namespace(),
        pod.name(), pod.uid(), "new", pod.createdAt(), pod.owner(), old, pod.state()));
  }
}
