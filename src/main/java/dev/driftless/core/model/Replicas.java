package dev.driftless.core.model;

/**
 * The counts of a workload's status, all in pods. A DaemonSet's {@code desiredNumberScheduled} is both desired and
 * current.
 *
 * @param updated  those of the present template; of a StatefulSet with a partition those, too, that it keeps
 * @param observed whether {@code status.observedGeneration} has reached {@code metadata.generation}: if not, the other
 *                 numbers speak of an older specification
 */
public record Replicas(int desired, int current, int updated, int available, boolean observed) {

  /** Whether a rollout is over: everything observed, updated, and nothing of the old left. */
  public boolean rolledOut() {
    return observed && current == desired && updated == desired;
  }

  /** Whether, besides, every pod is available. */
  public boolean settled() {
    return rolledOut() && complete();
  }

  /** Whether every pod is there and available, whatever template it was made from. */
  public boolean complete() {
    return observed && current == desired && available == desired;
  }
}
