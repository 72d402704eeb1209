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
import dev.driftless.core.plan.Policy;
import dev.driftless.edge.kube.OfflineEdge;
import dev.driftless.edge.loop.Driver;
import dev.driftless.edge.loop.Mailbox;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** One process of the daemon, from its start to its end: everything but Vert.x, fabric8's threads and the network. */
final class SimulatedDaemon {

  private static final Duration TICK = Duration.ofSeconds(1);
  private static final Duration WAKE = Duration.ofMillis(2);

  private final World world;
  private final Network network;
  private final Witnesses witnesses;
  private final int number;
  private final Actors actors;
  private final Engine engine;
  private final Driver driver;
  private final Map<Resource, Feed> feeds = new EnumMap<>(Resource.class);
  private boolean alive = true;
  private boolean woken;

  /** Who is told what a process does. */
  record Witnesses(Consumer<Write> writes, Consumer<Fact> facts, Consumer<Memory> memory) {}

  SimulatedDaemon(World world, Network network, Policy policy, Witnesses witnesses, int number, Chance chance) {
    this.world = world;
    this.network = network;
    this.witnesses = witnesses;
    this.number = number;
    this.actors = new Actors(world.timeline());
    this.engine = new Engine(policy, world.now());
    Mailbox mailbox = new Mailbox(this::wake);
    driver = new Driver(engine, mailbox, new Driver.Ports(world::now, this::states, () -> AlertState.NOTHING,
        this::record,
        new Driver.Effectors(this::restart, this::prove, memory -> witnesses.memory().accept(memory)), actors));
    for (OfflineEdge.Reader reader : OfflineEdge.readers(policy.mesh().namespace())) {
      feeds.put(reader.resource(), new Feed(world, reader, mailbox::offer, chance.split()));
    }
  }

  void start(Memory remembered, Chance chance) {
    engine.remembered(remembered);
    feeds.values().forEach(feed -> feed.connect(chance.millis(10, 2_000)));
    tick();
  }

  private void tick() {
    world.timeline().after(TICK, () -> {
      if (alive) {
        driver.turn();
        tick();
      }
    });
  }

  private void wake() {
    if (!woken) {
      woken = true;
      world.timeline().after(WAKE, () -> {
        woken = false;
        if (alive) {
          driver.turn();
        }
      });
    }
  }

  private Map<Resource, InformerState> states() {
    Map<Resource, InformerState> states = new EnumMap<>(Resource.class);
    feeds.forEach((resource, feed) -> states.put(resource, feed.state()));
    return states;
  }

  private void record(List<Fact> facts) {
    facts.forEach(witnesses.facts());
  }

  private Answer restart(Effect.Restart effect) {
    Optional<OfflineEdge.Request> request = OfflineEdge.request(effect);
    return switch (network.send(request.orElseThrow(), this)) {
      case Network.Reply.Answered(int status, String body) -> OfflineEdge.answer(status, body);
      case Network.Reply.Unsent unsent -> new Answer.Failed("connection refused");
      case Network.Reply.Lost lost -> new Answer.Unanswered("no answer");
    };
  }

  private ProofAnswer prove(Effect.Prove effect) {
    return switch (network.send(OfflineEdge.request(effect), this)) {
      case Network.Reply.Answered(int status, String body) -> OfflineEdge.proofAnswer(status, body);
      case Network.Reply.Unsent unsent -> new ProofAnswer.Failed("connection refused");
      case Network.Reply.Lost lost -> new ProofAnswer.Failed("no answer");
    };
  }

  /** From its next turn on. */
  void under(Policy policy) {
    driver.under(policy);
  }

  void watched(Write write) {
    witnesses.writes().accept(write);
  }

  /** The process ends in the middle of whatever it does; called by one of its actors, which does not come back. */
  void die(String where) {
    crash("crashes " + where);
    actors.sleepForEver();
  }

  void crash(String how) {
    if (alive) {
      alive = false;
      actors.kill();
      feeds.values().forEach(Feed::close);
      world.note("process " + number + " " + how);
    }
  }

  boolean isAlive() {
    return alive;
  }

  int number() {
    return number;
  }

  Actors actors() {
    return actors;
  }

  Engine engine() {
    return engine;
  }

  Feed feed(Resource resource) {
    return feeds.get(resource);
  }
}
