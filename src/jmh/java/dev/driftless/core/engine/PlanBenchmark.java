package dev.driftless.core.engine;

import dev.driftless.core.model.Replicas;
import dev.driftless.core.model.WorkloadFacts;
import dev.driftless.core.plan.Candidate;
import dev.driftless.core.plan.MeshHealth;
import dev.driftless.core.plan.Plan;
import dev.driftless.core.plan.Planner;
import dev.driftless.core.plan.Policy;
import dev.driftless.core.plan.RateWindow;
import dev.driftless.core.plan.Situation;
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
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * One plan of so many drifted workloads of five pods each, all of which may go as far as they themselves and the mesh
 * are concerned: the first is chosen, and all others wait for it. The peer only puts the candidates in order by name.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
public class PlanBenchmark {

  private static final int NAMESPACES = 40;

  @Param("10000")
  private int workloads;

  private final Policy policy =
      Daemon.policy(dev.driftless.core.plan.Mode.ENFORCE, Daemon.limits(1, 1, 1));
  private final Planner planner = new Planner(policy);
  private final RateWindow rate = new RateWindow(policy.limits().rate(), World.START);
  private final Instant now = World.START.plus(DriftedShop.SETTLED).plus(DriftedShop.SETTLED);
  private List<Candidate> candidates;
  private Situation situation;

  @Setup
  public void populate() {
    World world = new World();
    for (int i = 0; i < NAMESPACES; i++) {
      world.namespace("team-" + i);
    }
    for (int i = 0; i < workloads; i++) {
      world.workload("team-" + i % NAMESPACES, "web-" + i, 5, "1.31.2");
    }
    world.upgrade("1.32.0");
    Proofs proofs = new Proofs(() -> policy);
    Campaigns campaigns = new Campaigns();
    Register register = new Register(() -> policy, new Narrator(), proofs, campaigns);
    register.observe(world.list(), World.START);
    register.refresh(World.START);
    candidates = new Candidates(() -> policy, proofs).among(register.all(), now);
    List<Replicas> managed = new ArrayList<>();
    register.all().forEach(tracked -> tracked.workload.facts().map(WorkloadFacts::replicas).ifPresent(managed::add));
    situation = new Situation(register.inventory(), Optional.empty(), World.START, List.of(), managed.size(),
        MeshHealth.of(managed), Map.of(), campaigns.of(register.all(), tracked -> false, policy), Optional.empty());
    Plan plan = plan();
    System.out.printf("%d candidates, %d chosen, ", candidates.size(), plan.selected().size());
  }

  @Benchmark
  public Plan plan() {
    return planner.plan(candidates, situation, rate, now);
  }

  @Benchmark
  public List<Candidate> onlyByName() {
    List<Candidate> ordered = new ArrayList<>(candidates);
    ordered.sort(Comparator.comparing(candidate -> candidate.ref()));
    return ordered;
  }
}
