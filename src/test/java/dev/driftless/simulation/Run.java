package dev.driftless.simulation;

import dev.driftless.core.drift.MeshMemory;
import dev.driftless.core.engine.Fact;
import dev.driftless.core.model.Resource;
import dev.driftless.core.plan.Budget;
import dev.driftless.core.plan.Policy;
import dev.driftless.sim.mesh.MeshRelease;
import dev.driftless.sim.store.StoreEvent;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** One seed: a cluster, a daemon in it, and everything that can happen to both. */
final class Run {

  private final World world;
  private final Chance chance;
  private final Parts parts;
  private final Network network;
  private final Policy policy;
  private final Staleness staleness;
  private final List<Invariant> invariants = new ArrayList<>();
  private SimulatedDaemon daemon;
  private MeshMemory remembered = MeshMemory.NOTHING;
  private int processes;
  private int restarts;
  private Violation broken;

  Run(long seed, Parts parts) {
    this.parts = parts;
    world = new World(seed);
    chance = new Chance(seed);
    network = new Network(world, chance.split(), parts);
    policy = Policies.of(chance.split());
    staleness = new Staleness(world);
    world.note("seed " + seed + ", " + policy.limits() + ", " + policy.mode() + ", proof " + policy.proof()
        + ", downtime " + policy.downtime() + ", windows " + policy.windows().windows().stream().findFirst()
        + ", settle " + policy.mesh().settle() + " and " + policy.driftSettle());
  }

  /** @return how many restarts there were */
  int play() {
    world.install(MeshRelease.of("1.31.2"));
    world.timeline().run(Duration.ofSeconds(20));
    List<Population.Item> items = Population.create(world, chance.split(), parts);
    world.settle();
    invariants();
    start();
    Instant begin = world.now();
    for (Life.Event event : Life.of(this, chance.split(), items)) {
      until(begin.plus(event.at()));
      world.note(event.part() + ": " + event.what());
      event.deed().run();
    }
    until(begin.plus(Life.LENGTH));
    new Liveness(this, new Oracle(world)).check(items);
    return restarts;
  }

  private void invariants() {
    Oracle oracle = new Oracle(world);
    invariants.add(new SlotsHold(world, ((Budget.Count) policy.limits().maxInFlight()).count(),
        policy.limits().maxInFlightPerNamespace()));
    invariants.add(new RateHolds(policy.limits().rate()));
    invariants.add(new PausesHold(world, policy.limits()));
    invariants.add(new OnlyDrifted(world, oracle, staleness));
    invariants.add(new GatesHold(world, policy, staleness));
    invariants.add(new WindowsHold(policy));
    invariants.add(new BudgetsHold(world, staleness));
    invariants.add(new PatchesAreSmall());
    invariants.add(new GivenUpIsLeftAlone(world));
    invariants.add(new FactsAreUnique());
    invariants.add(new OnlyEnforceWrites(policy.mode()));
  }

  private void start() {
    processes++;
    int number = processes;
    world.note("process " + number + " starts");
    daemon = new SimulatedDaemon(world, network, policy, new SimulatedDaemon.Witnesses(this::wrote,
        fact -> told(number, fact), memory -> remembered = memory), number, chance.split());
    daemon.start(remembered, chance.split());
  }

  private void wrote(Write write) {
    world.note(write.toString());
    restarts += write.stored() ? 1 : 0;
    check(invariant -> invariant.wrote(write));
  }

  /** What breaks is told after the step: on its way up it would pass through the daemon, which may catch it. */
  private void check(Consumer<Invariant> event) {
    try {
      invariants.forEach(event);
    } catch (Violation violation) {
      broken = broken == null ? violation : broken;
    }
  }

  private void told(int process, Fact fact) {
    if (fact instanceof Fact.Ended || fact instanceof Fact.Answered) {
      world.note("process " + process + ": " + fact);
    }
    check(invariant -> invariant.told(process, fact));
  }

  /** Step by step; a process that has ended is followed by another one after a while. */
  void until(Instant end) {
    while (!world.timeline().next().isAfter(end)) {
      world.timeline().step();
      if (broken != null) {
        throw broken;
      }
      if (!daemon.isAlive()) {
        SimulatedDaemon dead = daemon;
        world.timeline().runUntil(world.now().plus(chance.seconds(1, 40)));
        if (dead == daemon) {
          start();
        }
      }
    }
    world.timeline().runUntil(end);
  }

  void crash() {
    daemon.crash("crashes");
  }

  void blind(Resource resource, Duration outage) {
    staleness.blind(outage);
    daemon.feed(resource).drop(outage);
  }

  /** From now on whatever a restart of ours leaves on that template is taken away after a while. */
  void revert(Population.Item item, Duration delay) {
    world.cluster().store().subscribe(event -> {
      if (event.resource().equals(item.type()) && event.name().equals(item.name())
          && event.type() != StoreEvent.Type.DELETED && Write.annotations(event.object().path("spec").path("template")
              .path("metadata")).has("driftless.dev/restart-id")) {
        world.timeline().after(delay, () -> world.patch(item.type(), item.name(), """
            {'spec': {'template': {'metadata': {'annotations': {'kubectl.kubernetes.io/restartedAt': null,
             'driftless.dev/restart-id': null}}}}}"""));
      }
    });
  }

  Parts parts() {
    return parts;
  }

  World world() {
    return world;
  }

  Network network() {
    return network;
  }

  Policy policy() {
    return policy;
  }

  SimulatedDaemon daemon() {
    return daemon;
  }
}
