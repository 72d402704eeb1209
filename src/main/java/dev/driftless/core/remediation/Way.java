package dev.driftless.core.remediation;

import dev.driftless.core.model.PodFacts;
import dev.driftless.core.model.WorkloadFacts;

/** How the pods of a restart are replaced. */
public enum Way {
  /** The owner rolls, because its template carries the restart; so do all new pods. */
  ROLLOUT,
  /** We evict one pod after the other, and the owner replaces it from the template as it is. */
  EVICTION;

  /** What the workload tells of it. A template that carries the restart is told whatever became of the strategy. */
  public static Way of(Marks marks, WorkloadFacts facts) {
    boolean onTemplate = marks.restartId().equals(facts.template().annotations().get(Marks.RESTART_ID));
    return facts.strategy().byEviction() && !onTemplate ? EVICTION : ROLLOUT;
  }

  /** Whether the restart with those marks is still what the workload says. */
  boolean isOn(Marks marks, WorkloadFacts facts) {
    return marks.restartId().equals(switch (this) {
      case ROLLOUT -> facts.template().annotations().get(Marks.RESTART_ID);
      case EVICTION -> facts.annotations().get(Marks.RESTART_ID);
    });
  }

  /** Whether that pod came after the restart with those marks. */
  boolean isNew(Marks marks, PodFacts pod) {
    return switch (this) {
      case ROLLOUT -> marks.restartId().equals(pod.shape().restartId());
      case EVICTION -> !pod.createdAt().isBefore(marks.startedAt());
    };
  }
}
