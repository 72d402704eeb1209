package dev.driftless.core.plan;

import dev.driftless.core.model.WorkloadRef;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Stops everything once restarts towards a target fail: at the first failed workload before the first success, later
 * at as many within a time as the limit says. It closes when none of the failed ones is left: each has healed, was
 * deployed anew, is gone, or has another target. When it has been open for long enough it is half open: one workload at
 * a time may be tried, and the first that gets there closes it, whatever became of those that failed before. Whatever
 * was begun while it was open, and fails, begins the wait anew.
 */
public final class Breaker {

  private Limits.Breaking limits;
  private final Set<String> reached = new HashSet<>();
  private final Map<String, Map<WorkloadRef, Seen>> failed = new TreeMap<>();
  private final Map<String, Instant> openedAt = new TreeMap<>();
  private final Set<String> forgiven = new HashSet<>();

  public Breaker(Limits.Breaking limits) {
    this.limits = limits;
  }

  /** From now on so many failures open it, for so long; it stays open where it is. */
  public void under(Limits.Breaking next) {
    limits = next;
  }

  /**
   * A workload that failed to reach its target and has not recovered.
   *
   * @param restartId of the restart that failed
   * @param begun     when that was decided
   * @param over      whether it has failed itself; otherwise one before it has, and it is to mend that
   */
  public record Failure(String target, WorkloadRef ref, String restartId, Instant begun, boolean over,
      Weight weight) {

    private boolean isStill(Failure before) {
      return restartId.equals(before.restartId) && over == before.over;
    }
  }

  /** What one failure means. */
  public enum Weight {
    /** Enough of them are too many. */
    COUNTS,
    /** It was to show whether others should follow: one is enough. */
    CANARY,
    /** The injector was not there: one is enough, and another target mends nothing. */
    LOST_SIDECAR,
    /** An earlier process may have seen it fail, and this one cannot tell yet: opens nothing, and closes nothing. */
    UNJUDGED;

    /** Whether it counts although nobody is to get that target any more, or nobody knows who is. */
    boolean outlivesTarget() {
      return this == LOST_SIDECAR || this == UNJUDGED;
    }
  }

  private record Seen(Failure failure, Instant at) {

    /** Whether it was begun then, when only few may, and is seen to have failed. */
    boolean failedSince(Instant opened) {
      return failure.over() && failure.begun().isAfter(opened) && at.isAfter(opened);
    }
  }

  /**
   * Restarts towards one target have failed.
   *
   * @param reopensAt when one more may be tried
   */
  public record Open(Set<WorkloadRef> failed, Instant reopensAt) {}

  /** Takes over since when it has been open towards which target, as an earlier process has written down. */
  public void restore(Map<String, Instant> opened) {
    openedAt.putAll(opened);
  }

  /** Since when it has been open, by target. */
  public Map<String, Instant> openedAt() {
    return Map.copyOf(openedAt);
  }

  /** Some workload reached the target, whenever that was. */
  public void reached(String target) {
    reached.add(target);
  }

  /** Some workload reaches the target now. */
  public void success(String target, Instant now) {
    reached.add(target);
    Instant opened = openedAt.get(target);
    if (opened != null && !now.isBefore(opened.plus(limits.reopenAfter()))) {
      openedAt.remove(target);
      failed.getOrDefault(target, Map.of()).values().forEach(seen -> forgiven.add(seen.failure.restartId()));
    }
  }

  /**
   * Takes in how things stand. Successes told before count already: so it does not matter in which order a new process
   * finds out about old restarts.
   *
   * @param targets that any workload has; all others are forgotten
   */
  public void update(Collection<Failure> failures, Set<String> targets, Instant now) {
    Map<String, Map<WorkloadRef, Seen>> before = new HashMap<>(failed);
    failed.clear();
    for (Failure failure : failures) {
      Optional<Seen> known = Optional.ofNullable(before.getOrDefault(failure.target(), Map.of()).get(failure.ref()))
          .filter(seen -> failure.isStill(seen.failure));
      failed.computeIfAbsent(failure.target(), key -> new TreeMap<>()).put(failure.ref(),
          new Seen(failure, known.map(Seen::at).orElse(now)));
    }
    failed.entrySet().removeIf(entry -> !targets.contains(entry.getKey())
        && entry.getValue().values().stream().noneMatch(seen -> seen.failure.weight().outlivesTarget()));
    reached.retainAll(targets);
    openedAt.keySet().retainAll(failed.keySet());
    forgiven.retainAll(failed.values().stream().flatMap(all -> all.values().stream())
        .map(seen -> seen.failure.restartId()).collect(Collectors.toSet()));
    failed.forEach((target, all) -> open(target, all.values(), now));
  }

  private void open(String target, Collection<Seen> all, Instant now) {
    Instant opened = openedAt.get(target);
    if (opened == null) {
      Set<Seen> counted =
          all.stream().filter(seen -> seen.failure.weight() != Weight.UNJUDGED)
              .filter(seen -> !forgiven.contains(seen.failure.restartId())).collect(Collectors.toSet());
      long recent = counted.stream().filter(seen -> seen.at.isAfter(now.minus(limits.within()))).count();
      boolean first = !counted.isEmpty() && !reached.contains(target);
      boolean grave = counted.stream().anyMatch(seen -> seen.failure.weight() != Weight.COUNTS);
      if (first || grave || recent >= limits.failures()) {
        openedAt.put(target, now);
      }
    } else if (all.stream().anyMatch(seen -> seen.failedSince(opened))) {
      openedAt.put(target, now);
    }
  }

  /** What stops everything now, by target; empty if nothing does. */
  public Map<String, Open> open() {
    Map<String, Open> found = new TreeMap<>();
    openedAt.forEach((target, since) -> {
      if (failed.containsKey(target)) {
        found.put(target, new Open(new TreeSet<>(failed.get(target).keySet()), since.plus(limits.reopenAfter())));
      }
    });
    return found;
  }
}
