package dev.driftless.core.engine;

import dev.driftless.core.model.PodFacts;
import dev.driftless.core.model.Replicas;
import dev.driftless.core.model.WorkloadFacts;
import dev.driftless.core.plan.DeferReason;
import dev.driftless.core.plan.Deferral;
import dev.driftless.core.remediation.Progress;

import java.time.Instant;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which pod of a restart by eviction goes next, if one does. It is told by the marks on the workload and by the pods
 * that there are, so that another process goes on where this one ended, and evicts no pod twice.
 */
final class Evictions {

  /** What a restart in flight waits for anyway is no reason to call it stopped. */
  private static final Set<DeferReason> GOES_ON = EnumSet.of(DeferReason.RESTARTING, DeferReason.AWAITING_ANSWER,
      DeferReason.FAILED, DeferReason.QUARANTINED, DeferReason.UNPROVEN, DeferReason.RATE);

  /** As the controller of StatefulSets goes: from the last ordinal to the first. But what is down costs nothing. */
  private static final Comparator<PodFacts> ORDER = Comparator.comparing((PodFacts pod) -> pod.state().ready())
      .thenComparing(Comparator.comparing((PodFacts pod) -> pod.name().length()).reversed())
      .thenComparing(PodFacts::name, Comparator.reverseOrder());

  private Evictions() {}

  /** The pod that goes next, or first; empty if none has to. One that came by this very restart stays. */
  static Optional<PodFacts> next(Tracked tracked, boolean midway) {
    return tracked.drifted.stream().filter(pod -> !midway || !tracked.rollout.isNew(pod)).min(ORDER);
  }

  /** Whether the last that was evicted is replaced, so that nothing but another eviction is left to do. */
  static boolean isNextDue(Tracked tracked) {
    if (!tracked.evicting() || !(tracked.progress instanceof Progress.Rolling)) {
      return false;
    }
    Optional<PodFacts> next = next(tracked, true);
    return next.isPresent() && tracked.workload.facts()
        .filter(facts -> othersAreThere(tracked, facts, next.get())).isPresent();
  }

  /**
   * A pod that is not ready itself may go although it is missing; any other one only if nothing is. A DaemonSet can
   * have more pods than it wants, on nodes that were tainted later, and counts one that goes as available until it is
   * gone.
   */
  private static boolean othersAreThere(Tracked tracked, WorkloadFacts facts, PodFacts next) {
    List<PodFacts> pods = tracked.workload.pods();
    boolean losing = tracked.leaving.contains(tracked.lastEvicted);
    Replicas replicas = facts.replicas();
    int missing = next.state().ready() ? 0 : 1;
    return !losing && replicas.observed() && replicas.current() == replicas.desired()
        && pods.size() >= replicas.desired()
        && replicas.available() >= replicas.desired() - missing
        && pods.stream().allMatch(pod -> pod.state().ready() || pod.uid().equals(next.uid()));
  }

  /** Why nothing goes on although all that came by this restart is there: other pods are not ready. */
  static Optional<Deferral> obstacle(Tracked tracked) {
    if (!tracked.evicting() || !(tracked.progress instanceof Progress.Rolling)
        || tracked.rollout.awaits(tracked.workload)) {
      return Optional.empty();
    }
    String down = tracked.workload.pods().stream().filter(pod -> !pod.state().ready()).map(PodFacts::name)
        .collect(Collectors.joining(", "));
    return down.isEmpty() ? Optional.empty()
        : Optional.of(Deferral.of(DeferReason.NOT_AVAILABLE, "not ready, and not by this restart: " + down));
  }

  /** Whether a pod was evicted, or may have been, and is still seen as if nothing had happened. */
  static boolean isUnderWay(Tracked tracked) {
    return tracked.pending != null && tracked.pending.effect() instanceof Effect.Evict evict && !evict.dryRun();
  }

  /** The same of all reasons that there are: that it waits midway goes before the others. */
  static List<Deferral> told(Tracked tracked, List<Deferral> deferred) {
    return deferred.isEmpty() || told(tracked, deferred.getFirst()).equals(deferred.getFirst()) ? deferred
        : Stream.concat(Stream.of(told(tracked, deferred.getFirst())), deferred.stream()).toList();
  }

  /** What is told of a workload that waits midway. */
  static Deferral told(Tracked tracked, Deferral deferral) {
    if (!tracked.evicting() || GOES_ON.contains(deferral.reason())) {
      return deferral;
    }
    long done = tracked.workload.pods().stream().filter(tracked.rollout::isNew).count();
    long left = tracked.drifted.stream().filter(pod -> !tracked.rollout.isNew(pod)).count();
    return new Deferral(DeferReason.HALF_DONE, done + "/" + (done + left) + " pods; " + deferral.reason() + ": "
        + deferral.detail(), deferral.until());
  }

  /**
   * Finds out what came of an eviction by looking for the pod. One that was accepted is gone, or will be seen to go;
   * one without an answer did not happen if the pod is still there once it cannot arrive any more.
   *
   * @param seen when the pods were last known to be current
   */
  static void resolve(Tracked tracked, Effect.Evict effect, Instant seen, Instant now) {
    Pending pending = tracked.pending;
    if (effect.dryRun()) {
      return;
    }
    boolean gone = tracked.workload.pods().stream().noneMatch(pod -> pod.uid().equals(effect.pod().uid()));
    boolean expired = pending.unanswered()
        .filter(since -> seen.isAfter(since.plus(Remediations.WRITE_CAN_ARRIVE))).isPresent();
    if (gone && (pending.accepted() || pending.unanswered().isPresent())) {
      tracked.acted(now);
      tracked.lastEvicted = effect.pod().uid();
      tracked.pending = null;
    } else if (expired) {
      tracked.pending = null;
    }
  }
}
