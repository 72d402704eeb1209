package dev.driftless.core.plan;

import dev.driftless.core.model.WorkloadRef;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * How far the restarts have come that one change of a revision's targets has brought about.
 *
 * @param size     workloads that were or are to be restarted
 * @param begun    those of them whose restart has begun
 * @param running  those that are in restart towards what they are to get now, have not failed, and wait neither
 *                 between two evictions for a reason of their own, nor for an owner that has stopped them; also if that
 *                 began before the campaign
 * @param verified whether any of them has been verified
 */
public record Campaign(int size, Set<WorkloadRef> begun, Set<WorkloadRef> running, boolean verified) {

  static final Campaign NONE = new Campaign(0, Set.of(), Set.of(), false);

  /** Whether the next restart is the one that shows whether any should follow. */
  public boolean inCanary(Waves waves) {
    return waves.canary() && !verified;
  }

  /** Whether that one has a part in it already. */
  boolean knows(WorkloadRef ref) {
    return begun.contains(ref) || running.contains(ref);
  }

  /** @return why the restart of one more must wait; who was begun before counts once */
  Optional<Deferral> refusal(WorkloadRef next, String revision, Waves waves) {
    if (inCanary(waves)) {
      return running.stream().filter(other -> !other.equals(next)).findFirst()
          .map(other -> wait(revision, "the canary, " + other + ", is not verified yet"));
    }
    return begun.contains(next) || begun.size() < end(percent(waves)) ? Optional.empty()
        : Optional.of(wait(revision, stage(waves)));
  }

  /** The present wave, for people. */
  String stage(Waves waves) {
    if (inCanary(waves)) {
      return "the canary is not verified yet";
    }
    int percent = percent(waves);
    return (percent == 100 ? "the last wave has " + size : "the wave of " + percent + " % has " + end(percent) + " of "
        + size) + " workloads, " + begun.size() + " begun and " + running.size() + " of them in restart";
  }

  /** Of the first wave that is not over. */
  private int percent(Waves waves) {
    long over = begun.size() - running.stream().filter(begun::contains).count();
    for (int percent : waves.percents()) {
      if (over < end(percent)) {
        return percent;
      }
    }
    return 100;
  }

  /** How many have begun when a wave is full; the last one never is. */
  private int end(int percent) {
    return percent == 100 ? Integer.MAX_VALUE : Math.max(1, Math.toIntExact((long) size * percent / 100));
  }

  /** The same once that one has begun as well. */
  Campaign with(WorkloadRef next) {
    Set<WorkloadRef> allBegun = new HashSet<>(begun);
    allBegun.add(next);
    Set<WorkloadRef> allRunning = new TreeSet<>(running);
    allRunning.add(next);
    return new Campaign(size, allBegun, allRunning, verified);
  }

  private static Deferral wait(String revision, String detail) {
    return Deferral.of(DeferReason.WAVE, "revision " + revision + ": " + detail);
  }
}
