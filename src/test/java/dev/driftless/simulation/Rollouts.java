package dev.driftless.simulation;

import dev.driftless.sim.store.ResourceType;
import dev.driftless.sim.store.ResourceTypes;

/** How many pods a workload wants, and how it replaces them, as text for its specification. */
record Rollouts(Chance chance) {

  /** @param evicts whether it is to replace none by itself */
  String of(ResourceType type, int replicas, boolean evicts) {
    String onDelete = "'updateStrategy': {'type': 'OnDelete'},";
    if (type.equals(ResourceTypes.DAEMON_SETS)) {
      return evicts ? onDelete : "";
    }
    String size = "'replicas': " + replicas + ",";
    if (type.equals(ResourceTypes.STATEFUL_SETS)) {
      return size + "'serviceName': 'NAME',"
          + (evicts ? onDelete : chance.of("", "", "",
              "'updateStrategy': {'type': 'RollingUpdate', 'rollingUpdate': {'partition': 1}},",
              "'podManagementPolicy': 'Parallel',"));
    }
    return evicts ? size : size + progressDeadline() + chance.of("", "", "",
        "'strategy': {'type': 'Recreate'},",
        "'strategy': {'type': 'RollingUpdate', 'rollingUpdate': {'maxSurge': 1, 'maxUnavailable': 0}},",
        "'strategy': {'type': 'RollingUpdate', 'rollingUpdate': {'maxSurge': 0, 'maxUnavailable': '50%'}},");
  }

  /** Where nobody says so it is ten minutes, and no rollout fails in so short a life. */
  private String progressDeadline() {
    return chance.once(0.7) ? "'progressDeadlineSeconds': " + chance.between(40, 120) + "," : "";
  }
}
