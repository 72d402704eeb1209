package dev.driftless.simulation;

import dev.driftless.core.engine.Fact;
import dev.driftless.core.engine.Memory;
import dev.driftless.core.model.Resource;
import dev.driftless.core.plan.Policy;
import dev.driftless.sim.mesh.MeshRelease;
import dev.driftless.sim.store.StoreEvent;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** One seed: a cluster, a daemon in it, and everything that can happen to both. */
final class Run {

  private final World world;
  private final Chance chance;
  private final Parts parts;
  private final Network network;
  private final InForce inForce;
  private final Sabotage sabotage;
  private final Staleness staleness;
  private final List<Invariant> invariants = new ArrayList<>();
  private final ReasonsAreTold reasons = new ReasonsAreTold();
  private final List<SimulatedDaemon> processes = new ArrayList<>();
  private Memory remembered = Memory.NOTHING;
  private final Rewriting rewriting = new Rewriting();
  private Tags tags = new Tags(false);
  private int restarts;
  private Consumer<SimulatedDaemon> atRestart = process -> { };
  private Consumer<String> atEviction = namespace -> { };
  private Violation broken;

  Run(long seed, Parts parts, Sabotage sabotage) {
    this.parts = parts;
    this.sabotage = sabotage;
    world = new World(seed);
    chance = new Chance(seed);
    network = new Network(world, chance.split(), parts);
    inForce = new InForce(world, Policies.of(chance.split()));
    staleness = new Staleness(world);
    world.server().addAdmission(rewriting);
    world.note("seed " + seed + ", " + text(inForce.now()));
  }

  private static String text(Policy policy) {
    return policy.limits() + ", " + policy.mode() + ", proof " + policy.proof()
        + ", downtime " + policy.downtime() + ", windows " + policy.windows().windows().stream().findFirst()
        + ", settle " + policy.mesh().settle() + " and " + policy.driftSettle();
  }

  /** @return how many restarts there were */
  int play() {
    MeshRelease release = MeshRelease.of("1.31.2");
    world.install(release);
    tags = Tags.install(world, chance.split(), release);
    world.timeline().run(Duration.ofSeconds(20));
    List<Population.Item> items = Population.create(world, chance.split(), parts, tags);
    world.settle();
    invariants(items.size());
    int replicas = chance.once(0.15) ? 2 : 1;
    for (int i = 0; i < replicas; i++) {
      start();
    }
    Instant begin = world.now();
    world.timeline().at(begin.plus(Diary.LENGTH).minus(Diary.LAST), () -> {
      atRestart = process -> { };
      atEviction = namespace -> { };
    });
    for (Diary.Event event : Life.of(this, chance.split(), items)) {
      until(begin.plus(event.at()));
      world.note(event.part() + ": " + event.what());
      event.deed().run();
    }
    until(begin.plus(Diary.LENGTH));
    processes.forEach(SimulatedDaemon::calmDown);
    new Liveness(this, new Oracle(world), reasons).check(items);
    return restarts;
  }

  private void invariants(int workloads) {
    Oracle oracle = new Oracle(world);
    Said said = new Said(world, staleness);
    Flights flights = new Flights(world, oracle);
    invariants.add(flights);
    invariants.add(reasons);
    invariants.add(new LeasesHold(world));
    invariants.add(new SlotsHold(inForce, workloads, flights));
    invariants.add(new RateHolds(inForce));
    invariants.add(new PausesHold(world, inForce));
    invariants.add(new OnlyDrifted(world, oracle, inForce, staleness, said));
    invariants.add(new DriftSettles(inForce));
    invariants.add(new SoakHolds(world, oracle, staleness, inForce));
    invariants.add(new ProofsHold(inForce));
    invariants.add(new BreakerHolds(world, inForce, oracle));
    invariants.add(new FactsAreFresh(number -> processes.get(number - 1)));
    invariants.add(new GatesHold(world, oracle, inForce, staleness));
    invariants.add(new HealthHolds(world, oracle, inForce, staleness));
    invariants.add(new WindowsHold(world, inForce));
    invariants.add(new CanariesHold(world, inForce, reasons));
    invariants.add(new WavesHold(world, inForce, oracle, reasons));
    invariants.add(new SharesHold(new SharesHold.Eyes(world, oracle, staleness, reasons), inForce, workloads));
    invariants.add(new BudgetsHold(world, staleness, flights));
    invariants.add(new EvictionsHold(world, oracle, staleness));
    invariants.add(new PatchesAreSmall());
    invariants.add(new GivenUpIsLeftAlone(world));
    invariants.add(new FactsAreUnique());
    invariants.add(new PauseHolds(world, said));
    invariants.add(new OnlyEnforceWrites(world, inForce, said));
  }

  private void start() {
    int number = processes.size() + 1;
    world.note("process " + number + " starts");
    SimulatedDaemon process = new SimulatedDaemon(
        new SimulatedDaemon.Surroundings(world, network, inForce.now(), sabotage),
        new SimulatedDaemon.Witnesses(this::wrote, question -> check(invariant -> invariant.asked(question)),
            fact -> told(number, fact), memory -> remembered = memory, () -> remembered,
            () -> world.timeline().after(chance.seconds(1, 40), this::start)),
        number, chance.split());
    processes.add(process);
    process.start(chance.split());
  }

  private void wrote(Write write) {
    world.note(write.toString());
    check(invariant -> invariant.acted(write));
    if (write.isEviction()) {
      check(invariant -> invariant.evicted(write));
      return;
    }
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
    if (!(fact instanceof Fact.Judged)) {
      world.note("process " + process + ": " + fact);
    }
    check(invariant -> invariant.told(process, fact));
    if (fact instanceof Fact.EvictionRequested request && !request.dryRun()) {
      Consumer<String> event = atEviction;
      atEviction = other -> { };
      event.accept(request.ref().namespace());
    }
    if (fact instanceof Fact.Requested || fact instanceof Fact.EvictionRequested) {
      Consumer<SimulatedDaemon> event = atRestart;
      atRestart = other -> { };
      event.accept(processes.get(process - 1));
    }
  }

  /** Step by step. */
  void until(Instant end) {
    while (!world.timeline().next().isAfter(end)) {
      world.timeline().step();
      if (broken != null) {
        throw broken;
      }
    }
    world.timeline().runUntil(end);
  }

  /** People want it otherwise from now on. */
  void change(Policy policy) {
    world.note(text(policy));
    inForce.change(policy);
    processes.stream().filter(SimulatedDaemon::isAlive).forEach(process -> process.under(policy));
  }

  void stop(SimulatedDaemon process, Duration time) {
    staleness.stop(process.number(), time);
    process.stop(time);
  }

  void crash() {
    busiest().crash("crashes");
  }

  /** Happens when the next restart has been decided, and not yet sent. */
  void atRestart(Consumer<SimulatedDaemon> event) {
    Consumer<SimulatedDaemon> before = atRestart;
    atRestart = before.andThen(event);
  }

  /** Happens when the next eviction has been decided, and is given its namespace. */
  void atEviction(Consumer<String> event) {
    atEviction = event;
  }

  /** The one that leads, or will. */
  private SimulatedDaemon busiest() {
    return leader().or(() -> processes.stream().filter(SimulatedDaemon::isAlive).findFirst())
        .orElseGet(processes::getLast);
  }

  Optional<SimulatedDaemon> leader() {
    return processes.stream().filter(SimulatedDaemon::isAlive).filter(SimulatedDaemon::isLeading).findFirst();
  }

  void blind(Resource resource, Duration outage) {
    staleness.blind(outage);
    busiest().feed(resource).drop(outage);
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

  Rewriting rewriting() {
    return rewriting;
  }

  Tags tags() {
    return tags;
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
    return inForce.now();
  }
}
