package dev.driftless.simulation;

import dev.driftless.core.engine.Answer;
import dev.driftless.core.engine.Effect;
import dev.driftless.core.engine.Engine;
import dev.driftless.core.engine.Fact;
import dev.driftless.core.engine.InformerState;
import dev.driftless.core.engine.Memory;
import dev.driftless.core.engine.ProofAnswer;
import dev.driftless.core.model.Resource;
import dev.driftless.core.plan.AlertState;
import dev.driftless.core.plan.DeferReason;
import dev.driftless.core.plan.Policy;
import dev.driftless.edge.kube.OfflineEdge;
import dev.driftless.edge.kube.lease.Elector;
import dev.driftless.edge.kube.lease.Fence;
import dev.driftless.edge.kube.lease.Moment;
import dev.driftless.edge.kube.lease.Standing;
import dev.driftless.edge.loop.Driver;
import dev.driftless.edge.loop.Mailbox;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** One process of the daemon, from its start to its end: everything but Vert.x, fabric8's threads and the network. */
final class SimulatedDaemon {

  private static final Duration TICK = Duration.ofSeconds(2);
  private static final Duration TICK_IN_CALM = Duration.ofSeconds(10);
  private static final Duration WAKE = Duration.ofMillis(80);
  private static final Duration ROUND = Duration.ofSeconds(4);

  private final World world;
  private final Network network;
  private final Witnesses witnesses;
  private final Sabotage sabotage;
  private final int number;
  private final Actors actors;
  private final Driver driver;
  private final Elector elector;
  private final Fence fence;
  /** How far it is behind the API server's time, which it knows to the second. */
  private final Duration late;
  /** How far the clock of its own machine is ahead. */
  private final Duration wall;
  private final Map<Resource, Feed> feeds = new EnumMap<>(Resource.class);
  private Standing standing = new Standing.Standby("");
  private boolean alive = true;
  private boolean woken;
  private boolean calm;

  /**
   * Who is told what a process does, and where it finds what an earlier one has written down.
   *
   * @param end called when it is over
   */
  record Witnesses(Consumer<Write> writes, Consumer<Question> questions, Consumer<Fact> facts,
      Consumer<Memory> memory, Supplier<Memory> remembered, Runnable end) {}

  /** What a process finds around it. */
  record Surroundings(World world, Network network, Policy policy, Sabotage sabotage) {}

  SimulatedDaemon(Surroundings surroundings, Witnesses witnesses, int number, Chance chance) {
    this.world = surroundings.world();
    this.network = surroundings.network();
    this.sabotage = surroundings.sabotage();
    this.witnesses = witnesses;
    this.number = number;
    this.actors = new Actors(world.timeline());
    this.late = chance.millis(0, 1000);
    this.wall = chance.seconds(0, 7200);
    Policy policy = sabotage.policy(surroundings.policy());
    Mailbox mailbox = new Mailbox(this::wake);
    driver = new Driver(new Engine(policy, now()), mailbox, new Driver.Ports(this::now,
        () -> sabotage.heard(heard(), now()), () -> AlertState.NOTHING, this::record,
        new Driver.Effectors(this::write, this::prove, this::keep), sabotage.executor(actors)));
    elector = new Elector(identity(number), sabotage.leases(new Leases(network, this)), this::moment);
    fence = sabotage.fence(elector.fence());
    for (OfflineEdge.Reader reader : OfflineEdge.readers(policy.mesh().namespace())) {
      feeds.put(reader.resource(), new Feed(world, reader,
          change -> sabotage.seen(change, number).forEach(mailbox::offer), chance.split(), actors));
    }
  }

  static String identity(int number) {
    return "process-" + number;
  }

  void start(Chance chance) {
    driver.standBy("the Lease was not looked at yet");
    feeds.values().forEach(feed -> feed.connect(chance.millis(10, 2_000)));
    tick();
    campaign();
  }

  private void tick() {
    world.timeline().after(calm ? TICK_IN_CALM : TICK, () -> actors.whenAwake(() -> {
      driver.turn();
      tick();
    }));
  }

  private void wake() {
    if (!woken) {
      woken = true;
      world.timeline().after(WAKE, () -> actors.whenAwake(() -> {
        woken = false;
        driver.turn();
      }));
    }
  }

  /** Runs for the lease, as {@link dev.driftless.edge.kube.lease.Candidacy} does. */
  private void campaign() {
    actors.execute(() -> {
      while (true) {
        Standing now = elector.round();
        if (!now.equals(standing)) {
          standing = now;
          stand(now);
        }
        actors.sleep(ROUND);
      }
    });
  }

  private void stand(Standing now) {
    world.note("process " + number + " is " + now);
    switch (now) {
      case Standing.Standby(String why) -> driver.standBy(why);
      case Standing.Hindered(String why) -> driver.standBy(why);
      case Standing.Leading leading -> driver.lead(now(), witnesses.remembered().get());
      case Standing.Lost(String why) -> {
        driver.stopAdmitting();
        die("ends: " + why);
      }
    }
  }

  private Moment moment() {
    Instant now = sabotage.ticks(world.now());
    return new Moment(now.toEpochMilli() * 1_000_000, now.plus(wall));
  }

  /** How far its informers can really be trusted. */
  Map<Resource, InformerState> heard() {
    Map<Resource, InformerState> states = new EnumMap<>(Resource.class);
    feeds.forEach((resource, feed) -> states.put(resource, feed.state()));
    return states;
  }

  private Instant now() {
    return world.now().minus(late);
  }

  private void record(List<Fact> facts) {
    sabotage.told(facts).forEach(witnesses.facts());
  }

  private void keep(Memory memory) {
    fence.patience().ifPresent(patience -> witnesses.memory().accept(memory));
  }

  private Answer write(Effect.Write effect) {
    return sabotage.write(effect, this::send);
  }

  private Answer send(Effect.Write effect) {
    Optional<Duration> patience = fence.patience();
    if (patience.isEmpty()) {
      return new Answer.HeldBack(DeferReason.NOT_LEADER);
    }
    OfflineEdge.Request request = sabotage.sent(OfflineEdge.request(effect).orElseThrow());
    return switch (network.send(request, patience.get(), this)) {
      case Network.Reply.Answered(int status, String body) -> OfflineEdge.answer(effect, status, body);
      case Network.Reply.Unsent unsent -> new Answer.Failed("connection refused");
      case Network.Reply.Lost lost -> new Answer.Unanswered("no answer");
    };
  }

  private ProofAnswer prove(Effect.Prove effect) {
    Optional<Duration> patience = fence.patience();
    if (patience.isEmpty()) {
      return new ProofAnswer.HeldBack();
    }
    return switch (network.send(OfflineEdge.request(effect), patience.get(), this)) {
      case Network.Reply.Answered(int status, String body) -> OfflineEdge.proofAnswer(status, body);
      case Network.Reply.Unsent unsent -> new ProofAnswer.Failed("connection refused");
      case Network.Reply.Lost lost -> new ProofAnswer.Failed("no answer");
    };
  }

  /** Nothing goes wrong any more: it looks less often at what has not changed. */
  void calmDown() {
    calm = true;
  }

  /** From its next turn on. */
  void under(Policy policy) {
    driver.under(sabotage.policy(policy));
  }

  void watched(Write write) {
    witnesses.writes().accept(write);
  }

  void watched(Question question) {
    witnesses.questions().accept(question);
  }

  /** The process ends in the middle of whatever it does; called by one of its actors, which does not come back. */
  void die(String where) {
    crash(where);
    actors.sleepForEver();
  }

  void crash(String how) {
    if (alive) {
      alive = false;
      actors.kill();
      feeds.values().forEach(Feed::close);
      world.note("process " + number + " " + how);
      witnesses.end().run();
    }
  }

  /** The process stands still, with all that comes in meanwhile before it when it goes on (SIGSTOP, SIGCONT). */
  void stop(Duration time) {
    world.note("process " + number + " stands still for " + time);
    actors.freeze();
    world.timeline().after(time, actors::thaw);
  }

  boolean isAlive() {
    return alive;
  }

  boolean isLeading() {
    return standing instanceof Standing.Leading;
  }

  int number() {
    return number;
  }

  Actors actors() {
    return actors;
  }

  Feed feed(Resource resource) {
    return feeds.get(resource);
  }
}
