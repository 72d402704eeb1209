package dev.driftless.core.engine;

import dev.driftless.core.drift.Verdict;
import dev.driftless.core.model.WorkloadRef;
import dev.driftless.core.plan.DeferReason;
import dev.driftless.core.remediation.Marks;
import dev.driftless.core.remediation.Outcome;

import java.time.Instant;
import java.util.Optional;

/**
 * One transition, told once. Metrics, logs, events and messages are made of facts and of nothing else.
 */
public sealed interface Fact {

  /** The same when the same transition is told again, and different for any two transitions. */
  String id();

  Instant at();

  WorkloadRef ref();

  /**
   * The verdict changed in kind or in its reasons. The first verdict {@code InSync} is not told.
   *
   * @param before empty if this is the first
   */
  record Judged(String id, Instant at, WorkloadRef ref, Optional<Verdict> before, Verdict now) implements Fact {}

  /**
   * The reason for which a drifted workload waits changed.
   *
   * @param until when that reason will be gone, if that is known
   */
  record Deferred(String id, Instant at, WorkloadRef ref, DeferReason reason, String detail, Optional<Instant> until)
      implements Fact {}

  /** A restart was decided; its patch is sent after this fact is recorded. */
  record Requested(String id, Instant at, WorkloadRef ref, Marks marks, boolean dryRun) implements Fact {}

  /** What the API server said to it. */
  record Answered(String id, Instant at, WorkloadRef ref, Marks marks, boolean dryRun, Answer answer) implements Fact {}

  /** The eviction of one pod was decided; it is sent after this fact is recorded. */
  record EvictionRequested(String id, Instant at, WorkloadRef ref, Marks marks, String pod, boolean dryRun)
      implements Fact {}

  /** What the API server said to it. */
  record EvictionAnswered(String id, Instant at, WorkloadRef ref, Marks marks, String pod, boolean dryRun,
      Answer answer) implements Fact {}

  /** A rollout of ours came to its end, or failed (and may still heal). */
  record Ended(String id, Instant at, WorkloadRef ref, Marks marks, Outcome outcome, String detail) implements Fact {}
}
