package dev.driftless.core.engine;

import dev.driftless.core.drift.DriftReason;
import dev.driftless.core.drift.Verdict;
import dev.driftless.core.injection.Proxies;
import dev.driftless.core.model.Resource;
import dev.driftless.core.model.WorkloadRef;
import dev.driftless.core.plan.AlertState;
import dev.driftless.core.plan.Budget;
import dev.driftless.core.plan.DeferReason;
import dev.driftless.core.plan.Deferral;
import dev.driftless.core.plan.Limits;
import dev.driftless.core.plan.Mode;
import dev.driftless.core.plan.Policy;
import dev.driftless.core.plan.ProofPolicy;
import dev.driftless.core.plan.Reaction;
import dev.driftless.core.plan.Turn;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** An engine on a {@link World}, with a clock that tests move. */
final class Daemon {

  final World world;
  final List<Fact> facts = new ArrayList<>();
  private Engine engine;
  private Policy policy;
  private Instant now;
  private Map<Resource, InformerState> informers;
  private Memory kept = Memory.NOTHING;

  private final List<Effect.Prove> questions = new ArrayList<>();
  private final List<Effect.Write> writes = new ArrayList<>();

  Daemon(World world, Policy policy) {
    this(world, policy, World.START);
  }

  private Daemon(World world, Policy policy, Instant start) {
    this.world = world;
    this.policy = policy;
    this.now = start;
    this.engine = new Engine(policy, start);
  }

  /** Generous limits; each test narrows the one that it is about. */
  static Policy policy(Mode mode, Limits limits) {
    Map<DriftReason, Reaction> reactions = new EnumMap<>(DriftReason.class);
    reactions.put(DriftReason.IMAGE, Reaction.RESTART);
    reactions.put(DriftReason.WRONG_REVISION, Reaction.RESTART);
    reactions.put(DriftReason.MISSING_SIDECAR, Reaction.REPORT);
    reactions.put(DriftReason.UNWANTED_SIDECAR, Reaction.REPORT);
    Stream.of(DriftReason.values()).forEach(reason -> reactions.putIfAbsent(reason, Reaction.REPORT));
    return new Policy(mode, Policy.Scope.EVERYTHING, new Policy.Mesh("istio-system", Duration.ofSeconds(60)),
        Duration.ofSeconds(15), reactions, ProofPolicy.OFF, limits);
  }

  static Limits limits(int inFlight, int perNamespace, int restarts) {
    return new Limits(new Budget.Count(inFlight), perNamespace, new Limits.Rate(restarts, Duration.ofMinutes(1)),
        new Limits.Cooldown(Duration.ofMinutes(10), Duration.ofHours(6)), 3, Duration.ofMinutes(15),
        Duration.ofSeconds(60), 3);
  }

  static Daemon proving(World world, ProofPolicy proof, Limits limits) {
    Policy plain = policy(Mode.ENFORCE, limits);
    return new Daemon(world, new Policy(plain.mode(), plain.scope(), plain.mesh(), plain.driftSettle(),
        plain.reactions(), proof, plain.limits()));
  }

  static Daemon enforcing(World world) {
    return new Daemon(world, policy(Mode.ENFORCE, limits(100, 100, 100)));
  }

  /** A new process on the same cluster. */
  Daemon restarted() {
    Daemon next = new Daemon(world, policy, now);
    next.remember(kept);
    next.engine.observe(world.list(), now);
    return next;
  }

  /** Another one leads. */
  Daemon standBy() {
    engine.standBy("other holds the Lease");
    return this;
  }

  /** The other one leads no more. */
  void takeOver() {
    engine = engine.successor(now);
    engine.remembered(kept);
  }

  Daemon synced() {
    informers = new EnumMap<>(Resource.class);
    for (Resource resource : Resource.values()) {
      informers.put(resource, new InformerState(true, now));
    }
    return this;
  }

  void informer(Resource resource, InformerState state) {
    synced();
    informers.put(resource, state);
  }

  /** From now on people want that. */
  void under(Policy next) {
    policy = next;
    engine.under(next, now);
  }

  void alerts(AlertState state) {
    engine.alerts(state);
  }

  Instant now() {
    return now;
  }

  /** One tick after the time has passed, with fresh informers. */
  List<Effect.Restart> after(Duration time) {
    now = now.plus(time);
    synced();
    return tick();
  }

  /** The same, but the informers have heard nothing since. */
  List<Effect.Restart> blind(Duration time) {
    now = now.plus(time);
    return tick();
  }

  List<Effect.Restart> tick() {
    return step().effects().stream().filter(Effect.Restart.class::isInstance).map(Effect.Restart.class::cast).toList();
  }

  /** The same with everything else that is to be done. */
  Step step() {
    engine.observe(world.news(), now);
    if (informers != null) {
      engine.informers(informers);
    }
    Step step = engine.tick(now);
    facts.addAll(step.facts());
    step.effects().stream().filter(Effect.Prove.class::isInstance).map(Effect.Prove.class::cast)
        .forEach(questions::add);
    step.effects().stream().filter(Effect.Write.class::isInstance).map(Effect.Write.class::cast).forEach(writes::add);
    step.effects().stream().filter(Effect.Remember.class::isInstance).map(Effect.Remember.class::cast)
        .forEach(effect -> kept = effect.memory());
    return step;
  }

  /** What was written since the last call. */
  List<Effect.Write> written() {
    List<Effect.Write> all = List.copyOf(writes);
    writes.clear();
    return all;
  }

  /** Whether anything was written since the last call of {@link #written}. */
  boolean wrote() {
    return !writes.isEmpty();
  }

  /** What was asked of the API server since the last call. */
  List<Effect.Prove> asked() {
    List<Effect.Prove> all = List.copyOf(questions);
    questions.clear();
    return all;
  }

  void answer(Effect.Prove question, ProofAnswer answer) {
    engine.proved(question, answer, now);
  }

  /** Every open question is answered: a new pod would get that image. */
  void prove(String image) {
    asked().forEach(question -> answer(question,
        new ProofAnswer.Admitted(Optional.of(Proxies.plain("docker.io/istio/proxyv2:" + image, "default")))));
  }

  /** The time passes, and nothing is done yet. */
  void later(Duration time) {
    now = now.plus(time);
  }

  void remember(Memory memory) {
    kept = memory;
    engine.remembered(memory);
  }

  Verdict verdict(WorkloadRef ref) {
    return review(ref).verdict();
  }

  /** Long enough for everything to count as settled and for the rate of an unknown past to be free. */
  List<Effect.Restart> settled() {
    after(Duration.ZERO);
    return after(Duration.ofMinutes(2));
  }

  void answer(Effect.Write effect, Answer answer) {
    engine.answered(effect, answer, now);
  }

  /** The API server applies it and says so. */
  void accept(Effect.Restart effect) {
    answer(effect, world.apply(effect));
  }

  /** The API server applies it, the owner rolls, all comes up at that version, and stays so. */
  void complete(Effect.Restart effect, String tag) {
    accept(effect);
    tick();
    world.roll(effect.ref(), tag, now);
    after(Duration.ofMinutes(2));
  }

  List<WorkloadRef> refs(List<Effect.Restart> effects) {
    return effects.stream().map(Effect.Restart::ref).toList();
  }

  Review review(WorkloadRef ref) {
    return engine.review(now).stream().filter(review -> review.ref().equals(ref)).findFirst().orElseThrow();
  }

  Optional<Turn> turn(WorkloadRef ref) {
    return engine.story(ref, now).flatMap(Story::turn);
  }

  List<DeferReason> deferrals(WorkloadRef ref) {
    return review(ref).deferred().stream().map(Deferral::reason).toList();
  }

  List<Fact.Ended> ended() {
    return facts.stream().filter(Fact.Ended.class::isInstance).map(Fact.Ended.class::cast).toList();
  }

  Census census() {
    return engine.census();
  }
}
