package dev.driftless.core.engine;

import dev.driftless.core.model.WorkloadRef;
import dev.driftless.core.plan.Mode;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/**
 * How long it takes, in virtual time, until 600 drifted workloads of 30 namespaces are verified, if nothing fails, each
 * rollout takes 30 s and each soak 60 s; and what no order of restarts could do better. The engine ticks twice a
 * second, as the daemon does when nothing happens, but for ticks at which nothing can be new. There are no waves. To be
 * at most 1.05 of the bound.
 */
@State(Scope.Thread)
@BenchmarkMode(org.openjdk.jmh.annotations.Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 0)
@Measurement(iterations = 1)
public class MakespanBenchmark {

  private static final int NAMESPACES = 30;
  private static final int WORKLOADS = 600;
  private static final Duration TICK = Duration.ofMillis(500);
  private static final Duration ROLLOUT = Duration.ofSeconds(30);
  /** As in {@link Daemon#limits}. */
  private static final Duration SOAK = Duration.ofSeconds(60);
  private static final Duration PER = Duration.ofMinutes(1);

  @Param
  private Bound boundBy;

  private final Deque<Running> running = new ArrayDeque<>();
  private final NavigableSet<Instant> due = new TreeSet<>();
  private World world;

  private record Running(WorkloadRef ref, Instant ready) {}

  /** What keeps it from being faster, and the workloads of the first and of the last namespace. */
  public enum Bound {
    RATE(100, 10, 10, 20, 20), SLOTS(10, 10, 600, 20, 20), EQUAL_NAMESPACES(30, 1, 600, 20, 20),
    FIRST_NAMESPACE(10, 1, 600, 90, 18), LAST_NAMESPACE(10, 1, 600, 18, 90), RATE_AND_SLOTS(15, 15, 10, 20, 20);

    private final int slots;
    private final int perNamespace;
    private final int rate;
    private final int first;
    private final int last;

    Bound(int slots, int perNamespace, int rate, int first, int last) {
      this.slots = slots;
      this.perNamespace = perNamespace;
      this.rate = rate;
      this.first = first;
      this.last = last;
    }

    private int sizeOf(int namespace) {
      int others = (WORKLOADS - first - last) / (NAMESPACES - 2);
      int more = namespace <= (WORKLOADS - first - last) % (NAMESPACES - 2) ? 1 : 0;
      return namespace == 0 ? first : namespace == NAMESPACES - 1 ? last : others + more;
    }

    /**
     * A slot is held for a rollout and a soak. So many fit into the slots, and so many into those of a namespace, one
     * round after the other; and the last of all cannot begin before the rate has let all others begin.
     */
    private Duration least() {
      Duration held = ROLLOUT.plus(SOAK);
      Duration bySlots = held.multipliedBy(Math.ceilDiv(WORKLOADS, slots));
      Duration byNamespace = held.multipliedBy(Math.ceilDiv(Math.max(first, Math.max(last, sizeOf(1))), perNamespace));
      Duration byRate = PER.multipliedBy((WORKLOADS - 1) / rate).plus(held);
      Duration most = bySlots.compareTo(byNamespace) > 0 ? bySlots : byNamespace;
      return most.compareTo(byRate) > 0 ? most : byRate;
    }
  }

  @Benchmark
  public Duration makespan() {
    world = new World();
    running.clear();
    due.clear();
    Engine engine = new Engine(Daemon.policy(Mode.ENFORCE,
        Daemon.limits(boundBy.slots, boundBy.perNamespace, boundBy.rate)), World.START);
    populate();
    world.upgrade("1.32.0");
    Instant begun = null;
    int verified = 0;
    Instant now = World.START;
    Instant last = now;
    for (; verified < WORKLOADS; now = next(now)) {
      last = now;
      roll(now);
      engine.observe(world.news(), now);
      engine.informers(DriftedShop.synced(now));
      Step step = engine.tick(now);
      verified += (int) step.facts().stream().filter(Fact.Ended.class::isInstance).count();
      for (Effect effect : step.effects()) {
        if (effect instanceof Effect.Restart restart) {
          begun = begun == null ? now : begun;
          engine.answered(restart, world.apply(restart), now);
          running.add(new Running(restart.ref(), now.plus(ROLLOUT)));
          due.addAll(List.of(now.plus(ROLLOUT), now.plus(ROLLOUT).plus(SOAK), now.plus(PER)));
        }
      }
    }
    Duration took = Duration.between(begun, last);
    System.out.printf(Locale.ROOT, "%s: %d s, bound %d s, ratio %.3f, ", boundBy, took.toSeconds(),
        boundBy.least().toSeconds(), (double) took.toMillis() / boundBy.least().toMillis());
    return took;
  }

  private void populate() {
    for (int i = 0; i < NAMESPACES; i++) {
      world.namespace("team-%02d".formatted(i));
      for (int j = 0; j < boundBy.sizeOf(i); j++) {
        world.workload("team-%02d".formatted(i), "web-" + j, 3, "1.31.2");
      }
    }
  }

  /** The next tick, or the first at which anything can have changed by itself. */
  private Instant next(Instant now) {
    due.removeIf(moment -> !moment.isAfter(now));
    long ticks = due.isEmpty() ? 1 : Math.ceilDiv(Duration.between(now, due.first()).toMillis(), TICK.toMillis());
    return now.plus(TICK.multipliedBy(ticks));
  }

  private void roll(Instant now) {
    while (!running.isEmpty() && !running.getFirst().ready().isAfter(now)) {
      world.roll(running.removeFirst().ref(), "1.32.0", now);
    }
  }
}
