package dev.driftless.core.plan;

import dev.driftless.core.model.WorkloadRef;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Stops everything once restarts towards a target fail: at the first failed workload before the first success, later at
 * as many as the limit says. Then it stays open until none of the failed ones is left: each has healed, was deployed
 * anew, is gone, or has another target.
 */
public final class Breaker {

  private int limit;
  private final Set<String> succeeded = new HashSet<>();
  private final Map<String, Set<WorkloadRef>> failed = new TreeMap<>();
  private final Set<String> open = new HashSet<>();

  /** @param limit failed workloads of one target that open it, at least 1 */
  public Breaker(int limit) {
    this.limit = limit;
  }

  /** From now on so many failed workloads open it; it stays open where it is. */
  public void under(int next) {
    limit = next;
  }

  /** Some workload reached the target. */
  public void success(String target) {
    succeeded.add(target);
  }

  /**
   * Takes in how things stand. Successes told before count already: so it does not matter in which order a new process
   * finds out about old restarts.
   *
   * @param failures workloads that failed and have not recovered, by the target that they failed to reach
   * @param atOnce   targets on whose way the injector itself was missing: one failure is enough, whatever succeeded
   * @param targets  that any workload has; all others are forgotten
   */
  public void update(Map<String, Set<WorkloadRef>> failures, Set<String> atOnce, Set<String> targets) {
    failed.clear();
    failures.forEach((target, refs) -> failed.put(target, new TreeSet<>(refs)));
    failed.keySet().removeIf(target -> !targets.contains(target) && !atOnce.contains(target));
    succeeded.retainAll(targets);
    open.retainAll(failed.keySet());
    failed.forEach((target, refs) -> {
      if (atOnce.contains(target) || !succeeded.contains(target) || refs.size() >= limit) {
        open.add(target);
      }
    });
  }

  /** The targets that stop everything now, each with the workloads that failed; empty if nothing does. */
  public Map<String, Set<WorkloadRef>> open() {
    Map<String, Set<WorkloadRef>> found = new TreeMap<>(failed);
    found.keySet().retainAll(open);
    return found;
  }
}
