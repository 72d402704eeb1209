package dev.driftless.core.engine;

import dev.driftless.core.drift.Assessment;
import dev.driftless.core.drift.Verdict;
import dev.driftless.core.injection.Expectation;
import dev.driftless.core.inventory.Workload;
import dev.driftless.core.model.Kind;
import dev.driftless.core.model.WorkloadFacts;
import dev.driftless.core.model.WorkloadRef;
import dev.driftless.core.plan.Deferral;
import dev.driftless.core.plan.InFlight;
import dev.driftless.core.remediation.Marks;
import dev.driftless.core.remediation.Outcome;
import dev.driftless.core.remediation.Progress;
import dev.driftless.core.remediation.Rollout;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/**
 * What the engine remembers of one workload. Mutable; only the engine's parts touch it. Absence is {@code null} inside
 * and never leaves.
 */
final class Tracked {

  final WorkloadRef ref;
  Workload workload;
  Assessment assessment;
  Instant driftedSince = Instant.MAX;
  Marks marks;
  Rollout rollout;
  Progress progress;
  Pending pending;
  Quarantine quarantine;
  Deferral deferral;
  /** The last restart that is known to be over. */
  String over = "";
  /** Whether the end of the current restart was told already. */
  Outcome told;
  /** The version at which a write of ours met a conflict: nothing is decided on it again. */
  String staleVersion = "";
  /** What a dry run has already been sent for. */
  String dryRun = "";
  int refusals;
  Deferral refusal;
  Instant lastAction;
  private String restartedAt = "";
  private Instant restartedSeen;

  Tracked(WorkloadRef ref) {
    this.ref = ref;
  }

  /** Takes over the newest observation. */
  void see(Workload now, Assessment judged, Instant at) {
    boolean drifted = judged.verdict() instanceof Verdict.Drifted;
    boolean sameDrift = assessment != null && assessment.verdict() instanceof Verdict.Drifted
        && assessment.target().equals(judged.target());
    if (drifted && !sameDrift) {
      driftedSince = at;
    }
    workload = now;
    assessment = judged;
    now.facts().ifPresent(facts -> seeRestart(facts, at));
  }

  private void seeRestart(WorkloadFacts facts, Instant at) {
    String stamp = facts.template().annotations().getOrDefault(Marks.RESTARTED_AT, "");
    if (!stamp.equals(restartedAt)) {
      restartedAt = stamp;
      restartedSeen = stamp.isEmpty() ? null : time(stamp, at);
    }
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

  /** When it was last restarted, by us or by anybody else. */
  Optional<Instant> lastRestart() {
    Instant last = restartedSeen;
    if (marks != null && (last == null || marks.startedAt().isAfter(last))) {
      last = marks.startedAt();
    }
    if (lastAction != null && (last == null || lastAction.isAfter(last))) {
      last = lastAction;
    }
    return Optional.ofNullable(last);
  }

  /** Restarts towards the present target so far. */
  int attempts() {
    return marks != null && marks.target().equals(assessment.target()) ? marks.attempt() : 0;
  }

  boolean holdsSlot() {
    return pending != null || rollout != null;
  }

  Optional<InFlight> inFlight() {
    return holdsSlot() ? workload.facts().map(InFlight::of) : Optional.empty();
  }

  boolean failed() {
    return rollout != null && (told == Outcome.TIMED_OUT || told == Outcome.DID_NOT_CONVERGE);
  }

  boolean injected() {
    return assessment.expectation() instanceof Expectation.Injected;
  }

  boolean restartable() {
    return workload.facts().isPresent() && switch (ref.kind()) {
      case DEPLOYMENT, STATEFUL_SET, DAEMON_SET -> true;
      case REPLICA_SET, REPLICATION_CONTROLLER, JOB, POD, ARGO_ROLLOUT, OTHER -> false;
    };
  }

  Kind kind() {
    return ref.kind();
  }
}
