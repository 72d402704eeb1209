package dev.driftless.core.remediation;

import dev.driftless.core.drift.Assessment;
import dev.driftless.core.drift.Verdict;
import dev.driftless.core.inventory.Workload;
import dev.driftless.core.model.Durations;
import dev.driftless.core.model.PodFacts;
import dev.driftless.core.model.Strategy;
import dev.driftless.core.model.WorkloadFacts;
import dev.driftless.core.plan.DeferReason;
import dev.driftless.core.plan.Limits;
import dev.driftless.core.stuck.Finding;
import dev.driftless.core.stuck.PodDiagnosis;
import dev.driftless.core.stuck.Refusal;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Watches one restart of ours from its marks to its end. What it answers is a function of the observation, but for
 * three things that only a witness knows: how many new pods were ready at most and when, how the template looked when
 * the restart was first seen, and which pods there were then.
 */
public final class Rollout {

  private static final String OWNER_CHANGED_TEMPLATE = "the pod template was changed by its owner";

  private final Marks marks;
  private final Way way;
  private final String templateDigest;
  private final Set<String> evictable;
  private int mostReady;
  private Instant lastProgress;

  /**
   * Takes over a restart whose marks are on the workload.
   *
   * @param templateDigest of the template that the restart was decided on, or that it was found with
   */
  public Rollout(Marks marks, String templateDigest, Workload workload, Instant now) {
    this.marks = marks;
    this.way = Way.of(marks, facts(workload));
    this.templateDigest = templateDigest;
    List<PodFacts> pods = workload.pods();
    this.evictable = pods.stream().filter(pod -> way == Way.EVICTION && !way.isNew(marks, pod)).map(PodFacts::uid)
        .collect(Collectors.toUnmodifiableSet());
    Instant started = marks.startedAt().isAfter(now) ? now : marks.startedAt();
    this.lastProgress = started;
    for (PodFacts pod : pods) {
      if (isNew(pod) && pod.state().ready()) {
        mostReady++;
        progressed(pod.state().readySince().orElse(started), now);
      } else if (isNew(pod) && evicts()) {
        progressed(pod.createdAt(), now);
      }
    }
    if (evicts() && pods.size() < facts(workload).replicas().desired()) {
      lastProgress = now;
    }
  }

  private void progressed(Instant at, Instant now) {
    lastProgress = at.isAfter(lastProgress) && !at.isAfter(now) ? at : lastProgress;
  }

  public Marks marks() {
    return marks;
  }

  /** Whether its pods have to be evicted, because nobody else replaces them. */
  public boolean evicts() {
    return way == Way.EVICTION;
  }

  /** Nobody could see how it goes: the deadline starts anew. */
  public void unseen(Instant now) {
    lastProgress = now;
  }

  /** How the restart stands. */
  public Progress progress(Observed observed, Limits limits, Instant now) {
    Workload workload = observed.workload();
    Assessment assessment = observed.assessment();
    WorkloadFacts facts = facts(workload);
    if (facts.deleting()) {
      return new Progress.Over(Outcome.SUPERSEDED, "it is being deleted");
    }
    if (!templateDigest.equals(facts.template().digest())) {
      return new Progress.Over(Outcome.SUPERSEDED, OWNER_CHANGED_TEMPLATE);
    }
    if (!isOn(facts)) {
      return new Progress.Over(Outcome.REVERTED, evicts() ? Marks.RESTART_ID + " vanished from the workload"
          : Marks.RESTART_ID + " vanished from the pod template");
    }
    if (evicts() && !facts.strategy().byEviction()) {
      return new Progress.Over(Outcome.SUPERSEDED, "the update strategy was changed by its owner");
    }
    if (facts.replicas().desired() == 0) {
      return new Progress.Over(Outcome.SUPERSEDED, "no pods are wanted any more: there is nothing to verify");
    }
    List<PodFacts> fresh = workload.pods().stream().filter(this::isNew).toList();
    Optional<PodFacts> bare = Convergence.withoutSidecar(fresh, marks, assessment);
    if (bare.isPresent()) {
      return new Progress.Over(Outcome.WITHOUT_SIDECAR, "the new pod " + bare.get().name() + " has no sidecar");
    }
    boolean healthy = healthy(workload);
    if (evicts() && healthy) {
      Optional<Progress> stopped = stopped(observed, rolling(facts, fresh), limits, now);
      if (stopped.isPresent()) {
        return stopped.get();
      }
    }
    if (!assessment.target().equals(marks.target())) {
      return healthy
          ? new Progress.Over(Outcome.SUPERSEDED_BY_TARGET,
              "the target is now " + (assessment.target().isEmpty() ? "unknown" : assessment.target()))
          : watch(workload, fresh, limits, now);
    }
    Optional<String> vain = Convergence.differing(fresh.stream().filter(observed::tells).toList(), assessment);
    if (vain.isPresent()) {
      return new Progress.Over(Outcome.DID_NOT_CONVERGE, vain.get());
    }
    Optional<String> differing = Convergence.differing(fresh, assessment);
    if (healthy && differing.isPresent()) {
      return new Progress.Over(Outcome.SUPERSEDED_BY_TARGET,
          differing.get() + "; made before the injector gave that for certain");
    }
    return healthy && Convergence.reached(workload, assessment)
        ? soak(fresh, limits, now)
        : watch(workload, fresh, limits, now);
  }

  /** Whether a new pod came up without the sidecar that it should have. */
  public boolean lostSidecar(Workload workload, Assessment assessment) {
    return Convergence.withoutSidecar(workload.pods().stream().filter(this::isNew).toList(), marks, assessment)
        .isPresent();
  }

  /**
   * The same while the restart went on, as far as the ages of its pods tell: none came longer after the one before it
   * than a restart is waited for. One that came later is the work of whoever scaled it, or of a node that was lost; or
   * of an eviction that had to wait.
   */
  public boolean lostSidecarMidway(Workload workload, Assessment assessment, Limits limits) {
    Duration patience = patience(facts(workload), limits);
    List<PodFacts> midway = new ArrayList<>();
    Instant last = marks.startedAt();
    for (PodFacts pod : workload.pods().stream().filter(this::isNew)
        .sorted(Comparator.comparing(PodFacts::createdAt)).toList()) {
      if (pod.createdAt().isAfter(last.plus(patience))) {
        break;
      }
      midway.add(pod);
      last = pod.state().readySince().orElse(pod.createdAt());
    }
    return Convergence.withoutSidecar(midway, marks, assessment).isPresent();
  }

  /** Whether nothing of the old is left: then a deadline that passed unseen says nothing about the restart. */
  public boolean replacedAll(Workload workload, Assessment assessment) {
    return isRolledOut(workload) && Convergence.reached(workload, assessment);
  }

  /** Whether its owner has replaced everything that it would. */
  public boolean isRolledOut(Workload workload) {
    return workload.facts().filter(facts -> facts.replicas().rolledOut()).isPresent()
        && workload.rolled().stream().allMatch(this::isNew);
  }

  /** Whether every pod is ready, and a new one unless it takes an eviction to make it one. */
  public boolean healthy(Workload workload) {
    return workload.facts().map(WorkloadFacts::replicas)
        .filter(replicas -> evicts() ? replicas.complete() : replicas.settled())
        .filter(replicas -> workload.pods().size() >= replicas.desired()).isPresent()
        && workload.pods().stream().allMatch(pod -> pod.state().ready())
        && (evicts() || workload.rolled().stream().allMatch(this::isNew));
  }

  /** Whether a pod that came by this restart, or is to come for one that went by it, is not ready. */
  public boolean awaits(Workload workload) {
    return workload.pods().size() < facts(workload).replicas().desired()
        || workload.pods().stream().anyMatch(pod -> isNew(pod) && !pod.state().ready());
  }

  /** Why the owner does not roll any further, if it was told not to: that is no failure, however long it takes. */
  public Optional<DeferReason> haltedBy(WorkloadFacts facts) {
    if (evicts()) {
      return Optional.empty();
    }
    Strategy strategy = facts.strategy();
    return strategy.paused() ? Optional.of(DeferReason.PAUSED)
        : strategy.byEviction() ? Optional.of(DeferReason.ON_DELETE) : Optional.empty();
  }

  /** Whether the workload still carries this restart. */
  public boolean isOn(WorkloadFacts facts) {
    return way.isOn(marks, facts);
  }

  /** Whether that pod came after this restart; one that was there when it was first seen did not, whatever it says. */
  public boolean isNew(PodFacts pod) {
    return evicts() ? !evictable.contains(pod.uid()) : way.isNew(marks, pod);
  }

  private static WorkloadFacts facts(Workload workload) {
    return workload.facts().orElseThrow(() -> new IllegalArgumentException(workload.ref() + ": no facts"));
  }

  /** Unlike a rollout, evictions end where nobody wants, or can tell that it takes, another one. */
  private Optional<Progress> stopped(Observed observed, Progress rolling, Limits limits, Instant now) {
    Assessment assessment = observed.assessment();
    if (observed.workload().older() > 0) {
      return Optional.of(new Progress.Over(Outcome.SUPERSEDED, OWNER_CHANGED_TEMPLATE));
    }
    if (assessment.verdict() instanceof Verdict.Exempt exempt) {
      return Optional.of(new Progress.Over(Outcome.SUPERSEDED, exempt.reason() + ": " + exempt.detail()));
    }
    if (assessment.verdict() instanceof Verdict.Unknown unknown
        && !Convergence.reached(observed.workload(), assessment)) {
      return now.isBefore(lastProgress.plus(limits.deadline())) ? Optional.of(rolling)
          : Optional.of(new Progress.Over(Outcome.SUPERSEDED, unknown.reason() + ": " + unknown.detail()));
    }
    return Optional.empty();
  }

  /** When the youngest of those pods has been ready for as long as it takes to be believed. */
  public Instant soakedAt(List<PodFacts> pods, Limits limits) {
    return pods.stream().flatMap(pod -> pod.state().readySince().stream())
        .max(Instant::compareTo).orElse(marks.startedAt()).plus(limits.soak());
  }

  private Progress soak(List<PodFacts> fresh, Limits limits, Instant now) {
    Instant end = soakedAt(fresh, limits);
    return end.isAfter(now)
        ? new Progress.Soaking(end)
        : new Progress.Over(Outcome.VERIFIED, fresh.size() + " new pods ready and in sync");
  }

  private static Progress.Rolling rolling(WorkloadFacts facts, List<PodFacts> fresh) {
    int ready = (int) fresh.stream().filter(pod -> pod.state().ready()).count();
    return new Progress.Rolling(ready, facts.replicas().desired());
  }

  private Progress watch(Workload workload, List<PodFacts> fresh, Limits limits, Instant now) {
    WorkloadFacts facts = facts(workload);
    Progress.Rolling rolling = rolling(facts, fresh);
    int ready = rolling.ready();
    if (ready > mostReady || evicts() && !awaits(workload) || haltedBy(facts).isPresent()) {
      mostReady = ready;
      lastProgress = now;
    }
    Duration patience = patience(facts, limits);
    if (now.isBefore(lastProgress.plus(patience))) {
      return rolling;
    }
    return new Progress.Over(Outcome.TIMED_OUT, ready + " of " + facts.replicas().desired()
        + " new pods ready, none more within " + Durations.print(patience) + reasons(facts, fresh));
  }

  private static Duration patience(WorkloadFacts facts, Limits limits) {
    Duration own = facts.strategy().progressDeadline();
    return limits.deadline().compareTo(own) < 0 ? own : limits.deadline();
  }

  private static String reasons(WorkloadFacts facts, List<PodFacts> fresh) {
    Stream<Finding> ofPods = fresh.stream().flatMap(pod -> PodDiagnosis.of(pod).stream());
    String reasons = Stream.concat(Refusal.of(facts).stream(), ofPods).map(Finding::text).distinct().sorted()
        .collect(Collectors.joining("; "));
    return reasons.isEmpty() ? "" : "; " + reasons;
  }
}
