package dev.driftless.core.engine;

import dev.driftless.core.model.Kind;
import dev.driftless.core.plan.DeferReason;
import dev.driftless.core.stuck.Diagnosis;
import dev.driftless.core.stuck.Owner;

import java.util.Map;

/**
 * All workloads and pods, counted. An immutable snapshot after a step.
 *
 * @param workloads by kind, state and revision
 * @param pods      injected pods by version of their proxy and revision
 * @param inFlight  workloads that hold a slot, by kind
 * @param deferred  drifted workloads that wait, by their first reason
 * @param stuck     pods that should run and are not ready for long enough to be told
 * @param stopping  targets whose failed restarts stop all others
 */
public record Census(Map<WorkloadGroup, Integer> workloads, Map<PodGroup, Integer> pods, Map<Kind, Integer> inFlight,
    Map<DeferReason, Integer> deferred, Map<StuckGroup, Integer> stuck, int stopping) {

  /** What a workload is at the moment. The label is the value of the metric label {@code state}. */
  public enum State {
    IN_SYNC("in_sync"), DRIFTED("drifted"), RESTARTING("restarting"), FAILED("failed"), QUARANTINED("quarantined"),
    EXEMPT("exempt"), UNMANAGED("unmanaged"), UNKNOWN("unknown");

    private final String label;

    State(String label) {
      this.label = label;
    }

    public String label() {
      return label;
    }
  }

  /** @param revision the one that injects now; empty if none does */
  public record WorkloadGroup(Kind kind, State state, String revision) {}

  public record StuckGroup(Diagnosis diagnosis, Owner owner) {}

  /** @param version of the proxy image, as {@code 1.30.3}; {@code unknown} if it tells none */
  public record PodGroup(String version, String revision) {}
}
