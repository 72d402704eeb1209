package dev.driftless.core.engine;

import dev.driftless.core.drift.Assessment;
import dev.driftless.core.drift.PodComparison;
import dev.driftless.core.drift.Verdict;
import dev.driftless.core.injection.Expectation;
import dev.driftless.core.injection.SkipReason;
import dev.driftless.core.inventory.Workload;
import dev.driftless.core.model.Kind;
import dev.driftless.core.model.PodFacts;
import dev.driftless.core.model.TemplateFacts;
import dev.driftless.core.model.WorkloadFacts;
import dev.driftless.core.model.WorkloadRef;
import dev.driftless.core.plan.Breaker;
import dev.driftless.core.plan.DeferReason;
import dev.driftless.core.plan.Deferral;
import dev.driftless.core.plan.InFlight;
import dev.driftless.core.plan.Places;
import dev.driftless.core.remediation.Marks;
import dev.driftless.core.remediation.Observed;
import dev.driftless.core.remediation.Outcome;
import dev.driftless.core.remediation.Progress;
import dev.driftless.core.remediation.Rollout;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * What the engine remembers of one workload. Mutable; only the engine's parts touch it. Absence is {@code null} inside
 * and never leaves.
 */
final class Tracked {

  final WorkloadRef ref;
  Workload workload;
  /** What {@link #assessment} was made of: marks that cannot be read leave nothing of it. */
  Judgement judgement;
  Assessment assessment;
  /** One that leaves the scope midway is followed to its end, and not restarted again. */
  boolean inScope = true;
  /** What is allowed in its namespace. */
  Places.Local local;
  /** What the configuration alone gives a new pod. */
  Expectation computed;
  /** What a proof would be about: the template, and the mesh as it is. */
  String subject = "";
  /** The pods that are not what is expected; only known where they would be evicted, or a partition keeps some. */
  List<PodFacts> drifted = List.of();
  /** The UIDs of its pods that are on their way out; only known of DaemonSets. */
  Set<String> leaving = Set.of();
  /** The pod that this process has evicted last; empty if it has none. */
  String lastEvicted = "";
  /** The last target that was known. */
  String aim = "";
  Instant driftedSince = Instant.MAX;
  private Instant standingSince = Instant.MAX;
  Marks marks;
  Rollout rollout;
  /** The restart that was taken over from an earlier process, for as long as this one could not tell how it stands. */
  private Rollout unjudged;
  Progress progress;
  Pending pending;
  Quarantine quarantine;
  Deferral deferral;
  /** What {@link #deferral} was made of. */
  DeferReason cause;
  /** The last restart that is known to be over. */
  String over = "";
  /** Whether the end of the current restart was told already. */
  Outcome told;
  /** The version at which a write of ours met a conflict: nothing is decided on it again. */
  String staleVersion = "";
  /** When that conflict was told; a version that stays the newest for long after it is no reason to wait. */
  Instant staleSince;
  /** The last target that it was restarted towards because a person asked for that, as far as this process knows. */
  String retried = "";
  /** What a dry run has already been sent for. */
  String dryRun = "";
  int refusals;
  Deferral refusal;
  private Instant lastAction;
  /** The last restart that had not failed when another target ended it; empty if none was seen. */
  String overtaken = "";
  /** The last restart that was seen to be verified; empty if none was. */
  String verified = "";
  /** The restart by which it lost its sidecar, if one did. */
  private Rollout loss;
  /** The restart that has been told to wait half done since its last eviction, if it has. */
  private Rollout halted;
  final Aims aims = new Aims();
  private final Map<String, Instant> stamps = new HashMap<>();

  Tracked(WorkloadRef ref) {
    this.ref = ref;
  }

  /**
   * Takes over the newest observation.
   *
   * @return whether it is to get something else than before, and that not by its own template
   */
  boolean see(Workload now, Judgement judgement, Instant at) {
    boolean retargeted = workload != null && !judgement.aim().isEmpty() && !aims.present().isEmpty()
        && !aims.present().equals(judgement.aim()) && digest(workload).equals(digest(now));
    Assessment judged = judgement.assessment();
    computed = judgement.computed();
    subject = judgement.subject();
    standingSince = judgement.standingSince();
    boolean sameAim = judgement.aim().isEmpty() ? aim.equals(judged.target())
        : aims.present().equals(judgement.aim());
    aims.aimAt(judgement.aim(), at);
    boolean drifted = judged.verdict() instanceof Verdict.Drifted;
    boolean sameDrift = assessment != null && assessment.verdict() instanceof Verdict.Drifted && sameAim;
    if (drifted && !sameDrift) {
      driftedSince = at;
    }
    workload = now;
    assessment = judged;
    aim = judged.target().isEmpty() ? aim : judged.target();
    now.facts().ifPresent(facts -> seeRestarts(facts, at));
    return retargeted;
  }

  private static String digest(Workload of) {
    return of.template().map(TemplateFacts::digest).orElse("");
  }

  /**
   * Everybody who restarts leaves a stamp of its own on the template; ours is on the workload as well. A stamp that
   * somebody takes away does not undo the restart.
   */
  private void seeRestarts(WorkloadFacts facts, Instant at) {
    Set<String> present = new HashSet<>();
    Marks.RESTART_STAMPS.stream().map(key -> facts.template().annotations().get(key)).filter(Objects::nonNull)
        .forEach(present::add);
    if (marks != null) {
      present.add(marks.startedAt().toString());
    }
    lastRestart().ifPresent(this::acted);
    stamps.keySet().retainAll(present);
    present.forEach(stamp -> stamps.computeIfAbsent(stamp, text -> time(text, at)));
  }

  /** A stamp that cannot be read, or lies in the future, counts as of when it was first seen. */
  private static Instant time(String stamp, Instant seen) {
    try {
      Instant time = OffsetDateTime.parse(stamp).toInstant();
      return time.isAfter(seen) ? seen : time;
    } catch (DateTimeParseException e) {
      return seen;
    }
  }

  /** It was, or may have been, restarted then. */
  void acted(Instant at) {
    lastAction = lastAction == null || at.isAfter(lastAction) ? at : lastAction;
  }

  /** When it was last restarted, by us or by anybody else. */
  Optional<Instant> lastRestart() {
    Instant last = lastAction;
    for (Instant stamp : stamps.values()) {
      last = last == null || stamp.isAfter(last) ? stamp : last;
    }
    return Optional.ofNullable(last);
  }

  Observed observed() {
    return new Observed(workload, assessment, standingSince);
  }

  /** Restarts towards the present target so far, but for the last one if it was overtaken by another target. */
  int attempts() {
    boolean same = marks != null && marks.target().equals(assessment.target());
    return same ? marks.attempt() - (marks.restartId().equals(overtaken) ? 1 : 0) : 0;
  }

  /** Whether a restart of ours has begun since then, or is about to. */
  boolean begunSince(Instant start) {
    Marks last = last();
    return last != null && !last.startedAt().isBefore(start);
  }

  /** Whether its last restart by us was towards the present target, or is about to be. */
  boolean begunTowardsTarget() {
    Marks last = last();
    return last != null && last.target().equals(assessment.target());
  }

  private Marks last() {
    return pending != null && !pending.effect().dryRun() ? pending.effect().marks() : marks;
  }

  /** Whether its last restart was verified. */
  boolean isVerified() {
    return pending == null && marks != null && marks.restartId().equals(verified);
  }

  /** Whether its attempts towards the present target were begun anew because a person asked for that. */
  boolean isRetried() {
    return marks != null && marks.retried() && marks.target().equals(assessment.target());
  }

  /** Whether it was given up, and nothing has changed since. */
  boolean quarantined() {
    return quarantine != null && workload.facts().filter(facts -> quarantine.holds(facts, assessment)).isPresent();
  }

  boolean inRestart() {
    return pending != null || rollout != null;
  }

  /** An earlier process began it. */
  void inherit(Rollout earlier) {
    rollout = earlier;
    unjudged = earlier;
  }

  /** It is known how its restart stands. */
  void judged() {
    unjudged = null;
  }

  boolean isUnjudged() {
    return rollout != null && rollout == unjudged;
  }

  /** Whether its owner was told not to go on with the rollout. */
  boolean isStoppedByOwner() {
    return rollout != null && workload.facts().flatMap(rollout::haltedBy).isPresent();
  }

  /** Whether it waits half done, and nothing is down by that: it has given its slot back until its next eviction. */
  boolean isHalted() {
    return pending == null && rollout != null && rollout == halted && !failed() && workload.facts().isPresent()
        && !rollout.awaits(workload);
  }

  /** That its restart was undone together with its marks, if that is so: then it stands nowhere else. */
  Optional<Memory.Reverted> reverted() {
    return quarantine != null && quarantine.outcome() == Outcome.REVERTED && marks == null
        ? Optional.of(new Memory.Reverted(quarantine.target(), quarantine.templateDigest(), quarantine.detail(),
            quarantine.proved()))
        : Optional.empty();
  }

  boolean holdsSlot() {
    return inRestart() && !isHalted();
  }

  /** It waits for that reason from now on. */
  void defer(Deferral told, DeferReason why) {
    deferral = told;
    cause = why;
    if (told.reason() == DeferReason.HALF_DONE && pending == null && !rollout.awaits(workload)) {
      halted = rollout;
    }
  }

  /** That write of it is under way from now on. */
  void begin(Pending write) {
    pending = write;
    deferral = null;
    halted = null;
  }

  Optional<InFlight> inFlight() {
    boolean running = !failed() && !isStoppedByOwner();
    return holdsSlot() ? workload.facts().map(facts -> InFlight.of(facts, running)) : Optional.empty();
  }

  boolean failed() {
    return rollout != null && (told == Outcome.TIMED_OUT || told == Outcome.DID_NOT_CONVERGE
        || told == Outcome.WITHOUT_SIDECAR);
  }

  /** Whether that revision's injector decides what its pods get. */
  boolean dependsOn(String revision) {
    return computed.revision().equals(revision);
  }

  /** Its restart in flight has taken its sidecar. */
  void lose() {
    loss = rollout;
  }

  /** Whether pods of a restart of ours have no sidecar, and should have one. */
  boolean lostSidecar() {
    boolean bare = loss != null && workload.pods().stream()
        .anyMatch(pod -> loss.isNew(pod) && pod.shape().proxy().isEmpty());
    return bare && (injected() || dangling());
  }

  /** Whether the restart by which it lost its sidecar is the one in flight: none that puts it right has begun. */
  boolean isLossInFlight() {
    return lostSidecar() && loss == rollout;
  }

  private boolean dangling() {
    return assessment.expectation() instanceof Expectation.NotInjected none
        && none.reason() == SkipReason.DANGLING_REVISION;
  }

  /**
   * The target that it failed to reach, for as long as that is how it stands. One that is tried again because a person
   * wants it has failed until it is seen to succeed: meanwhile nobody else follows it.
   */
  private Optional<String> failedTarget() {
    if (failed() || isUnjudged() || rollout != null && rollout.marks().retried()) {
      return Optional.of(rollout.marks().target());
    }
    if (lostSidecar()) {
      return Optional.of(loss.marks().target());
    }
    boolean stillUnconverged = quarantined() && quarantine.outcome() == Outcome.DID_NOT_CONVERGE
        && (quarantine.waits(assessment)
            || workload.pods().stream().map(pod -> PodComparison.of(pod.shape().proxy(), assessment.expectation()))
                .anyMatch(compared -> !compared.drifts().isEmpty()));
    return stillUnconverged ? Optional.of(quarantine.target()) : Optional.empty();
  }

  /**
   * What the breaker should know of it.
   *
   * @param canary whether it was to show if others should follow
   */
  Optional<Breaker.Failure> failure(BooleanSupplier canary) {
    Optional<Marks> by = Optional.ofNullable(rollout != null ? rollout.marks() : marks);
    return failedTarget().map(target -> new Breaker.Failure(target, ref, by.map(Marks::restartId).orElse(""),
        by.map(Marks::startedAt).orElse(Instant.EPOCH), rollout == null || told != null, weight(canary)));
  }

  private Breaker.Weight weight(BooleanSupplier canary) {
    if (isUnjudged()) {
      return Breaker.Weight.UNJUDGED;
    }
    if (lostSidecar()) {
      return Breaker.Weight.LOST_SIDECAR;
    }
    return canary.getAsBoolean() ? Breaker.Weight.CANARY : Breaker.Weight.COUNTS;
  }

  boolean injected() {
    return assessment.expectation() instanceof Expectation.Injected;
  }

  boolean restartable() {
    return workload.facts().isPresent() && switch (ref.kind()) {
      case DEPLOYMENT, STATEFUL_SET, DAEMON_SET -> true;
      case REPLICA_SET, REPLICATION_CONTROLLER -> workload.facts().flatMap(WorkloadFacts::owner).isEmpty();
      case JOB, POD, ARGO_ROLLOUT, OTHER -> false;
    };
  }

  /** Whether a restart has begun that goes on by evictions. */
  boolean evicting() {
    return rollout != null && rollout.evicts();
  }

  Kind kind() {
    return ref.kind();
  }
}
