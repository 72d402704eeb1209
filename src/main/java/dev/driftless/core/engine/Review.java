package dev.driftless.core.engine;

import dev.driftless.core.drift.Drift;
import dev.driftless.core.drift.Verdict;
import dev.driftless.core.injection.Expectation;
import dev.driftless.core.model.WorkloadRef;
import dev.driftless.core.plan.Deferral;
import dev.driftless.core.stuck.Stuck;

import java.util.List;

/**
 * Everything there is to say about one workload now.
 *
 * @param drifts   also those of an exempt workload
 * @param action   what the policy asks for
 * @param stuck    what is wrong with its pods for long enough to be told
 * @param deferred why it does not happen now; empty if it may, or if there is nothing to do
 */
public record Review(WorkloadRef ref, int pods, Verdict verdict, Expectation expectation, List<Drift> drifts,
    List<Stuck> stuck, Action action, List<Deferral> deferred) {

  /** What a drift leads to. The label is the word in documents. */
  public enum Action {
    /** Its owner is made to roll. */
    RESTART("restart"),
    /** Its pods are evicted one by one. */
    EVICT("evict"),
    NONE("none");

    private final String label;

    Action(String label) {
      this.label = label;
    }

    public String label() {
      return label;
    }
  }

  /** Whether its pods are to be made anew, in whichever way. */
  public boolean restart() {
    return action != Action.NONE;
  }
}
