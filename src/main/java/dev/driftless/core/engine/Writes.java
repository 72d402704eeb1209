package dev.driftless.core.engine;

import dev.driftless.core.inventory.Inventory;
import dev.driftless.core.model.PodFacts;
import dev.driftless.core.plan.Candidate;
import dev.driftless.core.plan.Mode;
import dev.driftless.core.remediation.Marks;

import java.time.Instant;
import java.util.Optional;

/**
 * Makes the write that is due for a candidate whose turn it is. Where pods are to be evicted, the first write of all is
 * an eviction for show: without the right to evict, or against a policy, no restart is begun that could not go on.
 */
final class Writes {

  private final Inventory inventory;
  private final Instant now;

  Writes(Inventory inventory, Instant now) {
    this.inventory = inventory;
    this.now = now;
  }

  /** Empty if there is no pod to evict any more. */
  Optional<Effect.Write> due(Tracked tracked, Candidate candidate) {
    if (candidate.past().midway()) {
      return evict(tracked, tracked.rollout.marks(), false);
    }
    Marks decided =
        Marks.decide(candidate.ref(), candidate.assessment().target(), candidate.past().attempts() + 1, now);
    Marks marks = candidate.past().retry() || tracked.isRetried() ? decided.asRetried() : decided;
    String version = candidate.facts().resourceVersion();
    if (!candidate.facts().strategy().byEviction()) {
      boolean dryRun = candidate.local().mode() != Mode.ENFORCE;
      return Optional.of(new Effect.Restart(candidate.ref(), version, marks, dryRun));
    }
    return tracked.dryRun.equals(Candidates.dryRunKey(tracked))
        ? Optional.of(new Effect.Mark(candidate.ref(), version, marks))
        : evict(tracked, marks, true);
  }

  private Optional<Effect.Write> evict(Tracked tracked, Marks marks, boolean dryRun) {
    return Evictions.next(tracked, !dryRun).flatMap(this::newest)
        .map(pod -> new Effect.Evict(tracked.ref, pod, marks, now, dryRun));
  }

  /** The pod as it is now, unless it is another one than what was decided on. */
  private Optional<Effect.Evict.Pod> newest(PodFacts pod) {
    return inventory.pod(pod.namespace(), pod.name()).filter(pod::isLike)
        .map(found -> new Effect.Evict.Pod(found.name(), found.uid(), found.resourceVersion()));
  }
}
