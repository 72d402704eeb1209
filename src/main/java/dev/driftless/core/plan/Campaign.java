package dev.driftless.core.plan;

import dev.driftless.core.model.WorkloadRef;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * How far the restarts have come that one change of a revision's targets has brought about.
 *
 * @param size     workloads that were or are to be restarted
 * @param begun    those of them whose restart has begun
 * @param running  those of the begun that are in restart, and have not failed
 * @param verified whether any of them has been verified
 */
public record Campaign(int size, Set<WorkloadRef> begun, Set<WorkloadRef> running, boolean verified) {

  static final Campaign NONE = new Campaign(0, Set.of(), Set.of(), false);

  /** Whether the next restart is the one that shows whether any should follow. */
  public boolean inCanary(Waves waves) {
    return waves.canary() && !verified;
  }

  /** @return why the restart of one more must wait; who was begun before counts once */
  Optional<Deferral> refusal(WorkloadRef next, String revision, Waves waves) {
    if (inCanary(waves)) {
      return running.isEmpty() ? Optional.empty()
          : Optional.of(wait(revision, "the canary, " + running.iterator().next() + ", is not verified yet"));
    }
    if (waves.percents().isEmpty() || begun.contains(next)) {
      return Optional.empty();
    }
    int over = begun.size() - running.size();
    for (int percent : waves.percents()) {
      int end = percent == 100 ? Integer.MAX_VALUE : Math.max(1, Math.toIntExact((long) size * percent / 100));
      if (over < end) {
        return begun.size() < end ? Optional.empty() : Optional.of(wait(revision, "the wave of " + percent + " % has "
            + end + " of " + size + " workloads, " + running.size() + " of them in restart"));
      }
    }
    return Optional.empty();
  }

  /** The same once that one has begun as well. */
  Campaign with(WorkloadRef next) {
    return new Campaign(size, union(begun, next), union(running, next), verified);
  }

  private static Set<WorkloadRef> union(Set<WorkloadRef> some, WorkloadRef one) {
    Set<WorkloadRef> all = new TreeSet<>(some);
    all.add(one);
    return all;
  }

  private static Deferral wait(String revision, String detail) {
    return Deferral.of(DeferReason.WAVE, "revision " + revision + ": " + detail);
  }
}
