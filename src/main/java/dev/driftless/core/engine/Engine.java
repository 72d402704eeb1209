package dev.driftless.core.engine;

import dev.driftless.core.model.Change;
import dev.driftless.core.model.Replicas;
import dev.driftless.core.model.Resource;
import dev.driftless.core.model.WorkloadFacts;
import dev.driftless.core.model.WorkloadRef;
import dev.driftless.core.plan.AlertState;
import dev.driftless.core.plan.Breaker;
import dev.driftless.core.plan.Campaign;
import dev.driftless.core.plan.Candidate;
import dev.driftless.core.plan.Deferral;
import dev.driftless.core.plan.InFlight;
import dev.driftless.core.plan.MeshHealth;
import dev.driftless.core.plan.Plan;
import dev.driftless.core.plan.Planner;
import dev.driftless.core.plan.Policy;
import dev.driftless.core.plan.RateWindow;
import dev.driftless.core.plan.Situation;
import dev.driftless.core.plan.Turn;
import dev.driftless.core.stuck.Stuck;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Observations and answers in; facts and effects out. One thread owns an engine. The times given must not go back by
 * more than clocks are corrected; nothing here reads a clock.
 */
public final class Engine {

  private Policy policy;
  private final Narrator narrator = new Narrator();
  private final Proofs proofs;
  private final Campaigns campaigns;
  private final Register register;
  private final Breaker breaker;
  private final Keeping keeping;
  private final Remediations remediations;
  private Planner planner;
  private final RateWindow rate;
  private final Trust trust;
  private final Candidates candidates;
  private final WriteAnswers answers;
  private final Questions questions;
  private AlertState alerts = AlertState.NOTHING;
  private Instant ticked;

  /** @param start when this process began: what was done just before it, it cannot know */
  public Engine(Policy policy, Instant start) {
    this(policy, start, Instant.EPOCH, Optional.empty());
  }

  /** @param heardSince what was heard before that is not enough to act on */
  private Engine(Policy policy, Instant start, Instant heardSince, Optional<Register> before) {
    this.policy = policy;
    this.proofs = new Proofs(this::policy);
    this.campaigns = new Campaigns();
    this.register = before.map(earlier -> earlier.successor(this::policy, narrator, proofs, campaigns, start))
        .orElseGet(() -> new Register(this::policy, narrator, proofs, campaigns));
    this.breaker = new Breaker(policy.limits().breaking());
    this.keeping = new Keeping(register, campaigns, breaker);
    this.remediations = new Remediations(this::policy, narrator, breaker, proofs, start);
    this.planner = new Planner(policy);
    this.rate = new RateWindow(policy.limits().rate(), start);
    this.trust = new Trust(heardSince);
    this.ticked = start;
    this.candidates = new Candidates(this::policy, proofs);
    this.answers = new WriteAnswers(this::policy);
    this.questions = new Questions(this::policy, register, remediations, proofs, trust);
  }

  private Policy policy() {
    return policy;
  }

  /**
   * From now on people want it otherwise. Nothing that is known is forgotten: what is in flight keeps its slot, also
   * where there are fewer of them now, and all that was done counts for the new rate. The namespace of the mesh must
   * not change, for another one was never looked at.
   */
  public void under(Policy next, Instant now) {
    policy = next;
    planner = new Planner(next);
    rate.under(next.limits().rate(), now);
    breaker.under(next.limits().breaking());
    register.reassess();
  }

  /** From now on it only judges, and decides nothing. What it then has to tell, whoever leads tells as well. */
  public void standBy(String why) {
    candidates.standBy(why);
  }

  /**
   * An engine that leads from then on. It knows the cluster as this one does, and takes everything else for unknown, as
   * the engine of a new process does: the rate counts as spent, the mesh as just changed, and what other replicas have
   * done is read off the workloads, once something was heard of each kind of object. This one must not be used any
   * more.
   */
  public Engine successor(Instant start) {
    return new Engine(policy, start, start, Optional.of(register));
  }

  /** Takes in what was observed. Nothing is decided before the next {@link #tick}. */
  public void observe(List<Change> changes, Instant now) {
    register.observe(changes, now);
  }

  /** Takes in how far the informers can be trusted; those not named are not synced. */
  public void informers(Map<Resource, InformerState> states) {
    trust.update(states);
    Optional.ofNullable(states.get(Resource.MESH_CONFIG_MAPS)).map(InformerState::lastSeen)
        .ifPresent(register::meshHeardAt);
  }

  /** Takes in which alerts fire; not needed where the policy asks nobody. */
  public void alerts(AlertState state) {
    alerts = state;
  }

  /** Takes in what an earlier process has written down; before the first {@link #tick}. */
  public void remembered(Memory memory) {
    keeping.restore(memory);
  }

  /** Takes in what came of a dry run. */
  public void proved(Effect.Prove effect, ProofAnswer answer, Instant now) {
    proofs.answered(effect, answer, now);
    register.proved(effect, answer, now);
  }

  /** Takes in what came of an effect. */
  public void answered(Effect.Write effect, Answer answer, Instant now) {
    String id = effect.id();
    if (answer instanceof Answer.HeldBack) {
      rate.giveBack(id);
    } else {
      rate.answered(id, answer instanceof Answer.Unanswered ? now.plus(Remediations.WRITE_CAN_ARRIVE) : now);
    }
    narrator.answered(effect, answer, now);
    register.find(effect.ref()).ifPresent(tracked -> answers.take(tracked, effect, answer, now));
  }

  /**
   * Brings everything up to date and decides. Half a list makes false verdicts, and half a workload a false end of its
   * restart: nothing is judged before every informer has synced once. The writes in the step count as taken from now
   * on.
   */
  public Step tick(Instant now) {
    ticked = now;
    if (!trust.began()) {
      return new Step(List.of(), List.of());
    }
    register.refresh(now);
    register.all().forEach(tracked -> remediations.advance(tracked, trust, now));
    register.release();
    Map<String, Campaign> stand = campaigns(now);
    breaker.update(failures(stand), register.aims(), now);
    Plan plan = planner.plan(candidates.among(register.all(), now), situation(stand, now), rate, now);
    plan.deferred().forEach((ref, deferral) -> register.find(ref)
        .ifPresent(tracked -> narrator.deferred(tracked, deferral, now)));
    List<Effect> effects = new ArrayList<>();
    plan.selected().forEach(candidate -> register.find(candidate.ref())
        .ifPresent(tracked -> act(tracked, candidate, now).ifPresent(effects::add)));
    if (!candidates.isStandingBy()) {
      effects.addAll(questions.of(plan, now));
      keeping.due(now).map(Effect.Remember::new).ifPresent(effects::add);
    }
    return new Step(narrator.take(), List.copyOf(effects));
  }

  private List<Breaker.Failure> failures(Map<String, Campaign> stand) {
    List<Breaker.Failure> failures = new ArrayList<>();
    register.all().forEach(tracked -> tracked.failure(() -> inCanary(stand, tracked)).ifPresent(failures::add));
    return failures;
  }

  private boolean inCanary(Map<String, Campaign> stand, Tracked tracked) {
    Campaign campaign = stand.get(tracked.computed.revision());
    return campaign != null && campaign.begun().contains(tracked.ref) && campaign.inCanary(policy.limits().waves());
  }

  private Optional<Effect.Write> act(Tracked tracked, Candidate candidate, Instant now) {
    Optional<Effect.Write> effect = new Writes(register.inventory(), now).due(tracked, candidate);
    effect.ifPresent(write -> {
      rate.take(write.id());
      tracked.begin(new Pending(write, candidate.facts()));
      narrator.requested(write, now);
    });
    return effect;
  }

  private Situation situation(Map<String, Campaign> stand, Instant now) {
    List<Replicas> managed = new ArrayList<>();
    List<InFlight> inFlight = new ArrayList<>();
    for (Tracked tracked : register.all()) {
      if (tracked.injected() && tracked.restartable()) {
        tracked.workload.facts().map(WorkloadFacts::replicas).ifPresent(managed::add);
      }
      tracked.inFlight().ifPresent(inFlight::add);
    }
    return new Situation(register.inventory(), trust.deferral(now), register.meshChangedAt(), inFlight,
        managed.size(), MeshHealth.of(managed), breaker.open(), stand,
        policy.alerts().flatMap(gate -> gate.check(alerts, now)));
  }

  private Situation situation(Instant now) {
    return situation(campaigns(now), now);
  }

  private Map<String, Campaign> campaigns(Instant now) {
    return campaigns.of(register.all(), tracked -> remediations.awaitsProof(tracked, now), policy);
  }

  /**
   * What there is to say about every workload now, ordered by name. Unlike in a {@link #tick}, workloads that are
   * not in restart yet do not stand in each other's way, and the rate is not counted. Decides nothing and tells
   * nothing.
   */
  public List<Review> review(Instant now) {
    register.refresh(now);
    Situation situation = situation(now);
    return register.all().stream().map(tracked -> {
      List<Deferral> deferred = candidates.of(tracked, now).map(found -> planner.reasons(found, situation, now))
          .orElseGet(() -> Wants.notAsked(tracked, policy));
      return new Review(tracked.ref, tracked.workload.pods().size(), tracked.assessment.verdict(),
          tracked.assessment.expectation(), tracked.assessment.drifts(),
          Stuck.of(tracked.workload.facts(), register.inventory().unfinished(tracked.ref), policy.stuckAge(), now),
          Wants.action(tracked, policy),
          Evictions.told(tracked, deferred));
    }).toList();
  }

  /** Everything behind the {@link #review} of that workload; empty if there is no such workload in scope. */
  public Optional<Story> story(WorkloadRef ref, Instant now) {
    return review(now).stream().filter(review -> review.ref().equals(ref)).findFirst().flatMap(
        review -> register.find(ref).map(tracked -> Story.of(tracked, review, register.inventory(), turn(ref, now))));
  }

  private Optional<Turn> turn(WorkloadRef ref, Instant now) {
    List<Candidate> all = register.all().stream().flatMap(tracked -> candidates.of(tracked, now).stream()).toList();
    return planner.turn(ref, all, situation(now));
  }

  /** Whose pod that is; empty if there is no such pod. */
  public Optional<WorkloadRef> ownerOf(String namespace, String pod) {
    return register.inventory().ownerOf(namespace, pod);
  }

  /**
   * What the API server could be asked now, whatever the mode and the limits of a daemon say: about every workload that
   * the policy wants restarted, and every one of which nothing can be said without an answer. Each is to be answered
   * by {@link #proved}; what was answered is not asked again.
   */
  public List<Effect.Prove> openQuestions(Instant now) {
    register.refresh(now);
    return questions.open(now);
  }

  /** The same about one workload, if an answer could tell anything about it. */
  public Optional<Effect.Prove> openQuestion(WorkloadRef ref, Instant now) {
    register.refresh(now);
    return register.find(ref).filter(Tracked::restartable).flatMap(tracked -> proofs.askAtOnce(tracked, now));
  }

  /** Takes in that we may not ask the API server for proofs, as far as that is known otherwise than by asking. */
  public void unprovable(String detail, Instant now) {
    proofs.denied(detail, now);
  }

  /** Why we may not ask the API server for proofs; empty if nothing says so. */
  public Optional<String> proofDenial(Instant now) {
    return proofs.denial(now);
  }

  /** What was told since the last {@link #tick}: for one who will not tick any more. */
  public List<Fact> told() {
    return narrator.take();
  }

  /** Everything counted, as of the last {@link #tick}. */
  public Census census() {
    return Counting.of(register.all(), breaker.open().size(), policy.stuckAge(), ticked);
  }

  /** The revisions of the mesh, ordered by name. */
  public List<RevisionReview> revisions() {
    return RevisionReview.of(register.inventory());
  }
}
