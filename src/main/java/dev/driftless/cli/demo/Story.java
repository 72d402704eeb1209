package dev.driftless.cli.demo;

import dev.driftless.core.drift.Verdict;
import dev.driftless.core.engine.Fact;
import dev.driftless.core.model.UnknownReason;
import dev.driftless.core.model.WorkloadRef;
import dev.driftless.core.plan.DeferReason;
import dev.driftless.core.plan.Deferral;
import dev.driftless.core.remediation.Outcome;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What has become of each workload, as the facts tell it. Not thread-safe. */
final class Story {

  /** Of a pod that was seen before its owner, or of an owner whose last pod is going. */
  private static final Set<UnknownReason> MOMENTARY =
      EnumSet.of(UnknownReason.OWNER_NOT_OBSERVED, UnknownReason.NAMESPACE_NOT_OBSERVED);
  /** Reasons that only a person can end: their workloads are not for a restart to put right. */
  private static final Set<DeferReason> LASTING = EnumSet.of(DeferReason.PAUSED, DeferReason.ON_DELETE,
      DeferReason.PARTITIONED, DeferReason.NEEDS_DOWNTIME, DeferReason.PDB_NEVER_ALLOWS,
      DeferReason.WINDOW_UNREADABLE, DeferReason.TOO_LARGE);

  private final Map<WorkloadRef, Chapter> chapters = new TreeMap<>();

  /** Where one workload stands. */
  sealed interface Chapter {

    /** Drifted, and it waits. */
    record Waiting(DeferReason reason, String detail) implements Chapter {}

    /** Drifted, and nothing is known against a restart. */
    record Drifted() implements Chapter {}

    record Restarting(Instant since) implements Chapter {}

    record Verified(Instant at) implements Chapter {}

    record Failed(Outcome outcome, String detail) implements Chapter {}

    /** @param understood whether it is exempt; otherwise nobody knows whether it has drifted */
    record LeftAlone(String reason, String detail, boolean understood) implements Chapter {}

    record InSync() implements Chapter {}
  }

  void tell(Fact fact) {
    next(fact).ifPresent(chapter -> chapters.put(fact.ref(), chapter));
  }

  private Optional<Chapter> next(Fact fact) {
    return switch (fact) {
      case Fact.Judged judged -> judged(judged);
      case Fact.Deferred deferred -> chapters.get(fact.ref()) instanceof Chapter.Failed ? Optional.empty()
          : Optional.of(new Chapter.Waiting(deferred.reason(), deferred.detail()));
      case Fact.Requested requested -> Optional.of(new Chapter.Restarting(requested.at()));
      case Fact.Answered answered -> Optional.empty();
      case Fact.EvictionRequested requested ->
        requested.dryRun() ? Optional.empty() : Optional.of(new Chapter.Restarting(requested.at()));
      case Fact.EvictionAnswered answered -> Optional.empty();
      case Fact.Ended ended -> Optional.of(switch (ended.outcome()) {
        case VERIFIED -> new Chapter.Verified(ended.at());
        case SUPERSEDED, SUPERSEDED_BY_TARGET -> new Chapter.Drifted();
        case TIMED_OUT, WITHOUT_SIDECAR, DID_NOT_CONVERGE, REVERTED ->
          new Chapter.Failed(ended.outcome(), ended.detail());
      });
    };
  }

  /** A restart goes on whatever is thought of its workload meanwhile. */
  private Optional<Chapter> judged(Fact.Judged judged) {
    Chapter now = chapters.get(judged.ref());
    boolean busy = now instanceof Chapter.Restarting || now instanceof Chapter.Failed;
    return switch (judged.now()) {
      case Verdict.InSync inSync -> busy || now instanceof Chapter.Verified
          ? Optional.empty() : Optional.of(new Chapter.InSync());
      case Verdict.Drifted drifted -> busy ? Optional.empty() : Optional.of(new Chapter.Drifted());
      case Verdict.Exempt exempt -> Optional.of(new Chapter.LeftAlone(exempt.reason().name(), exempt.detail(), true));
      case Verdict.Unknown unknown -> busy || MOMENTARY.contains(unknown.reason()) ? Optional.empty()
          : Optional.of(new Chapter.LeftAlone(unknown.reason().name(), unknown.detail(), false));
    };
  }

  /** Takes over what is said now: facts are told when a reason changes, not each time that there is more to say. */
  void correct(WorkloadRef ref, List<Deferral> now) {
    if (chapters.get(ref) instanceof Chapter.Waiting waiting) {
      now.stream().filter(deferral -> deferral.reason() == waiting.reason()).findFirst().ifPresent(
          deferral -> chapters.put(ref, new Chapter.Waiting(deferral.reason(), deferral.detail())));
    }
  }

  /** Whether something was put right, and nothing is left that a restart could have put right. */
  boolean isAllRemedied() {
    return !all(Chapter.Verified.class).isEmpty()
        && chapters.entrySet().stream().noneMatch(entry -> isLeft(entry.getKey(), entry.getValue()));
  }

  private static boolean isLeft(WorkloadRef ref, Chapter chapter) {
    return switch (chapter) {
      case Chapter.Waiting waiting -> !LASTING.contains(waiting.reason());
      case Chapter.Failed failed -> !ref.name().equals(Fleet.FRAGILE);
      case Chapter.Drifted drifted -> true;
      case Chapter.Restarting restarting -> true;
      case Chapter.Verified verified -> false;
      case Chapter.LeftAlone leftAlone -> !leftAlone.understood();
      case Chapter.InSync inSync -> false;
    };
  }

  Story copy() {
    Story copy = new Story();
    copy.chapters.putAll(chapters);
    return copy;
  }

  /** Those that stand so. */
  <T extends Chapter> Map<WorkloadRef, T> all(Class<T> kind) {
    Map<WorkloadRef, T> found = new TreeMap<>();
    chapters.forEach((ref, chapter) -> {
      if (kind.isInstance(chapter)) {
        found.put(ref, kind.cast(chapter));
      }
    });
    return found;
  }
}
