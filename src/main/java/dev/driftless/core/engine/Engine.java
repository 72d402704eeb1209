package dev.driftless.core.engine;

import dev.driftless.core.drift.MeshMemory;
import dev.driftless.core.model.Change;
import dev.driftless.core.model.Resource;
import dev.driftless.core.model.WorkloadRef;
import dev.driftless.core.plan.Breaker;
import dev.driftless.core.plan.Candidate;
import dev.driftless.core.plan.DeferReason;
import dev.driftless.core.plan.Deferral;
import dev.driftless.core.plan.Mode;
import dev.driftless.core.plan.Plan;
import dev.driftless.core.plan.Planner;
import dev.driftless.core.plan.Policy;
import dev.driftless.core.plan.RateWindow;
import dev.driftless.core.plan.Situation;
import dev.driftless.core.remediation.Marks;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Observations and answers in; facts and effects out. One thread owns an engine. The times given must not go back by
 * more than clocks are corrected; nothing here reads a clock.
 */
public final class Engine {

  private static final Duration RETRY_AFTER_FAILED_WRITE = Duration.ofSeconds(10);

  private final Policy policy;
  private final Narrator narrator = new Narrator();
  private final Proofs proofs;
  private final Register register;
  private final Breaker breaker;
  private final Remediations remediations;
  private final Planner planner;
  private final RateWindow rate;
  private final Trust trust;

  /** @param start when this process began: what was done just before it, it cannot know */
  public Engine(Policy policy, Instant start) {
    this.policy = policy;
    this.proofs = new Proofs(policy);
    this.register = new Register(policy, narrator, proofs);
    this.breaker = new Breaker(policy.limits().failures());
    this.remediations = new Remediations(policy.limits(), narrator, breaker, proofs, start);
    this.planner = new Planner(policy);
    this.rate = new RateWindow(policy.limits().rate(), start);
    this.trust = new Trust();
  }

  /** Takes in what was observed. Nothing is decided before the next {@link #tick}. */
  public void observe(List<Change> changes, Instant now) {
    register.observe(changes, now);
  }

  /** Takes in how far the informers can be trusted; those not named are not synced. */
  public void informers(Map<Resource, InformerState> states) {
    trust.update(states);
  }

  /** Takes in what an earlier process has written down of the mesh; before the first {@link #tick}. */
  public void remembered(MeshMemory memory) {
    register.witness().remember(memory);
  }

  /** Takes in what came of a dry run. */
  public void proved(Effect.Prove effect, ProofAnswer answer, Instant now) {
    proofs.answered(effect, answer, now);
    register.touch(effect.ref());
  }

  /** Takes in what came of an effect. */
  public void answered(Effect.Restart effect, Answer answer, Instant now) {
    String id = effect.marks().restartId();
    if (answer instanceof Answer.HeldBack) {
      rate.giveBack(id);
    } else {
      rate.answered(id, answer instanceof Answer.Unanswered ? now.plus(Remediations.WRITE_CAN_ARRIVE) : now);
    }
    narrator.answered(effect, answer, now);
    register.find(effect.ref()).ifPresent(tracked -> answered(tracked, effect, answer, now));
  }

  private void answered(Tracked tracked, Effect.Restart effect, Answer answer, Instant now) {
    if (answer instanceof Answer.Accepted && !effect.dryRun()) {
      tracked.lastAction = now;
    }
    if (tracked.pending == null || !tracked.pending.effect().equals(effect)) {
      return;
    }
    Pending pending = tracked.pending;
    tracked.pending = null;
    switch (answer) {
      case Answer.Accepted accepted when effect.dryRun() -> tracked.dryRun = dryRunKey(tracked);
      case Answer.Accepted accepted -> tracked.pending = pending.asAccepted();
      case Answer.Unanswered unanswered when effect.dryRun() -> retryLater(tracked, unanswered.detail(), now);
      case Answer.Unanswered unanswered -> tracked.pending = pending.asUnanswered(now);
      case Answer.Conflict conflict -> {
        tracked.staleVersion = effect.resourceVersion();
        tracked.staleSince = now;
      }
      case Answer.Failed failed -> retryLater(tracked, failed.detail(), now);
      case Answer.HeldBack(DeferReason reason) -> tracked.refusal =
          Deferral.until(now.plus(Duration.ofSeconds(1)), reason, "held back by the second lock");
      case Answer.Refused(int status, String detail) -> {
        tracked.refusals++;
        tracked.refusal = Deferral.until(now.plus(policy.limits().cooldown().after(tracked.refusals)),
            DeferReason.REFUSED, "HTTP " + status + ": " + detail);
      }
    }
  }

  private static void retryLater(Tracked tracked, String detail, Instant now) {
    tracked.refusal = Deferral.until(now.plus(RETRY_AFTER_FAILED_WRITE), DeferReason.WRITE_FAILED, detail);
  }

  /**
   * Brings everything up to date and decides. Half a list makes false verdicts, and half a workload a false end of its
   * restart: nothing is judged before every informer has synced once. The restarts in the step count as taken from now
   * on.
   */
  public Step tick(Instant now) {
    if (!trust.began()) {
      return new Step(List.of(), List.of());
    }
    register.refresh(now);
    follow(now);
    register.release();
    Plan plan = planner.plan(candidates(now), situation(now), rate, now);
    plan.deferred().forEach(
        (ref, deferral) -> register.find(ref).ifPresent(tracked -> narrator.deferred(tracked, deferral, now)));
    List<Effect> effects = new ArrayList<>();
    plan.selected().forEach(candidate -> effects.add(restart(candidate, now)));
    effects.addAll(questions(plan, now));
    register.witness().toKeep(now).map(Effect.Remember::new).ifPresent(effects::add);
    return new Step(narrator.take(), List.copyOf(effects));
  }

  private void follow(Instant now) {
    Set<String> targets = new HashSet<>();
    Map<String, Set<WorkloadRef>> failures = new TreeMap<>();
    Set<String> atOnce = new HashSet<>();
    for (Tracked tracked : register.all()) {
      remediations.advance(tracked, trust, now);
      targets.add(tracked.aim);
      tracked.failedTarget().ifPresent(target -> {
        failures.computeIfAbsent(target, key -> new TreeSet<>()).add(tracked.ref);
        if (tracked.lostSidecar()) {
          atOnce.add(target);
        }
      });
    }
    breaker.update(failures, atOnce, targets);
  }

  /** First about those that would be restarted, then about those of which nothing can be said without an answer. */
  private List<Effect.Prove> questions(Plan plan, Instant now) {
    List<Effect.Prove> questions = new ArrayList<>();
    plan.unproven().forEach(candidate -> register.find(candidate.ref())
        .flatMap(tracked -> proofs.ask(tracked, now)).ifPresent(questions::add));
    if (trust.deferral(now).isEmpty() && !now.isBefore(register.meshChangedAt().plus(policy.mesh().settle()))) {
      register.all().stream().filter(tracked -> tracked.inScope && remediations.needsProof(tracked, now))
          .forEach(tracked -> proofs.ask(tracked, now).ifPresent(questions::add));
    }
    return questions;
  }

  private Effect.Restart restart(Candidate candidate, Instant now) {
    Marks marks = Marks.decide(candidate.ref(), candidate.assessment().target(), candidate.past().attempts() + 1, now);
    Effect.Restart effect = new Effect.Restart(candidate.ref(), candidate.facts().resourceVersion(), marks,
        policy.mode() != Mode.ENFORCE);
    rate.take(marks.restartId());
    register.find(candidate.ref()).ifPresent(tracked -> {
      tracked.pending = new Pending(effect, candidate.facts());
      tracked.deferral = null;
    });
    narrator.requested(effect, now);
    return effect;
  }

  private Situation situation(Instant now) {
    List<Tracked> all = List.copyOf(register.all());
    return new Situation(register.inventory(), trust.deferral(now), register.meshChangedAt(),
        all.stream().flatMap(tracked -> tracked.inFlight().stream()).toList(),
        (int) all.stream().filter(tracked -> tracked.injected() && tracked.restartable()).count(),
        breaker.open());
  }

  private List<Candidate> candidates(Instant now) {
    List<Candidate> found = new ArrayList<>();
    for (Tracked tracked : register.all()) {
      tracked.refusal = tracked.refusal != null && tracked.refusal.until().filter(now::isBefore).isPresent()
          ? tracked.refusal : null;
      candidate(tracked, now).ifPresentOrElse(found::add, () -> tracked.deferral = null);
    }
    return found;
  }

  private Optional<Candidate> candidate(Tracked tracked, Instant now) {
    if (!tracked.inScope || !Wants.restart(tracked, policy)) {
      return Optional.empty();
    }
    boolean otherAim = tracked.rollout != null && (tracked.lostSidecar() && tracked.isLossInFlight()
        || !tracked.rollout.marks().target().equals(tracked.assessment.target()));
    return Optional.of(new Candidate(tracked.workload, tracked.assessment, tracked.computed, past(tracked, otherAim),
        proofs.refusal(tracked, now)));
  }

  private Candidate.Past past(Tracked tracked, boolean otherAim) {
    return new Candidate.Past(tracked.driftedSince, tracked.lastRestart(), tracked.attempts(), otherAim,
        tracked.lostSidecar(), tracked.aims.flappedAt(), hold(tracked, otherAim));
  }

  private Optional<Deferral> hold(Tracked tracked, boolean newTarget) {
    return History.hold(tracked, newTarget, policy.limits().maxAttempts())
        .or(() -> policy.mode() == Mode.DRY_RUN && tracked.dryRun.equals(dryRunKey(tracked))
            ? Optional.of(Deferral.of(DeferReason.MODE_DRY_RUN, "the dry run was accepted; mode is dry-run"))
            : Optional.empty());
  }

  private static String dryRunKey(Tracked tracked) {
    return tracked.assessment.target() + "/"
        + tracked.workload.facts().map(facts -> facts.template().digest()).orElse("");
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
      List<Deferral> deferred = candidate(tracked, now).map(found -> planner.reasons(found, situation, now))
          .orElseGet(() -> Wants.notAsked(tracked, policy));
      return new Review(tracked.ref, tracked.workload.pods().size(), tracked.assessment.verdict(),
          tracked.assessment.expectation(), tracked.assessment.drifts(), Wants.restart(tracked, policy), deferred);
    }).toList();
  }

  /** What was told since the last {@link #tick}: for one who will not tick any more. */
  public List<Fact> told() {
    return narrator.take();
  }

  /** Everything counted, as of the last {@link #tick}. */
  public Census census() {
    return Counting.of(register.all());
  }

  /** The revisions of the mesh, ordered by name. */
  public List<RevisionReview> revisions() {
    return RevisionReview.of(register.inventory());
  }
}
