package dev.driftless.core.plan;

import dev.driftless.core.model.WorkloadRef;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Stops everything once restarts towards a target fail: at the first failure before the first success, later at as many
 * failed workloads as the limit says. Closes when the target is no longer anybody's, or when all that failed has
 * healed.
 */
public final class Breaker {

  private final int limit;
  private final Set<String> succeeded = new HashSet<>();
  private final Map<String, Set<WorkloadRef>> failed = new HashMap<>();
  private final Set<String> tripped = new TreeSet<>();

  /** @param limit failed workloads of one target that trip it, at least 1 */
  public Breaker(int limit) {
    this.limit = limit;
  }

  /** That workload reached the target. */
  public void success(String target, WorkloadRef ref) {
    succeeded.add(target);
    Set<WorkloadRef> refs = failed.get(target);
    if (refs != null && refs.remove(ref) && refs.isEmpty()) {
      failed.remove(target);
      tripped.remove(target);
    }
  }

  public void failure(String target, WorkloadRef ref) {
    failed.computeIfAbsent(target, key -> new TreeSet<>()).add(ref);
  }

  /** Forgets every target that nobody has any more. */
  public void retain(Set<String> targets) {
    succeeded.retainAll(targets);
    failed.keySet().retainAll(targets);
    tripped.retainAll(targets);
  }

  /**
   * The targets that stop everything now; empty if nothing does. What was told since the last call counts together, the
   * successes first: so it does not matter in which order a new process finds out about old restarts.
   */
  public Set<String> tripped() {
    failed.forEach((target, refs) -> {
      if (!succeeded.contains(target) || refs.size() >= limit) {
        tripped.add(target);
      }
    });
    return Set.copyOf(tripped);
  }

  /** The workloads that failed to reach that target and have not reached it since. */
  public Set<WorkloadRef> failed(String target) {
    return Set.copyOf(failed.getOrDefault(target, Set.of()));
  }
}
