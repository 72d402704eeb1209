package dev.driftless.sim.api;

import dev.driftless.sim.store.ResourceType;
import dev.driftless.sim.store.ResourceTypes;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;

/** The status of a new object, whatever its creator says of it, and the numbers that are left out when they are 0. */
final class InitialStatus {

  private static final List<String> OMITTED = List.of("observedGeneration", "updatedReplicas", "readyReplicas",
      "unavailableReplicas", "fullyLabeledReplicas", "currentReplicas", "updatedNumberScheduled", "numberAvailable",
      "numberUnavailable", "active", "succeeded", "failed", "conditions", "disruptedPods");

  private InitialStatus() {}

  static void apply(ResourceType type, ObjectNode draft) {
    if (type.equals(ResourceTypes.NODES)) {
      return;
    }
    draft.remove("status");
    switch (type.kind()) {
      case "Pod" -> draft.putObject("status").put("phase", "Pending").put("qosClass", Qos.of(draft.path("spec")));
      case "Namespace" -> draft.putObject("status").put("phase", "Active");
      case "Deployment", "Job" -> draft.putObject("status");
      case "ReplicaSet", "ReplicationController" -> draft.putObject("status").put("replicas", 0);
      case "StatefulSet" -> draft.putObject("status").put("replicas", 0).put("availableReplicas", 0);
      case "DaemonSet" -> draft.putObject("status").put("currentNumberScheduled", 0).put("numberMisscheduled", 0)
          .put("desiredNumberScheduled", 0).put("numberReady", 0);
      case "PodDisruptionBudget" -> draft.putObject("status").put("disruptionsAllowed", 0).put("currentHealthy", 0)
          .put("desiredHealthy", 0).put("expectedPods", 0);
      case "HorizontalPodAutoscaler" -> draft.putObject("status").put("desiredReplicas", 0).putNull("currentMetrics");
      case "Service" -> draft.putObject("status").putObject("loadBalancer");
      default -> { }
    }
  }

  /** A status in the form in which it is kept. */
  static ObjectNode canonical(ResourceType type, JsonNode status) {
    ObjectNode draft = status instanceof ObjectNode object ? Canonical.copy(object) : Canonical.empty();
    if (WorkloadDefaults.covers(type) || type.equals(ResourceTypes.POD_DISRUPTION_BUDGETS)) {
      Absent.omitEmpty(draft, OMITTED);
    }
    if (type.equals(ResourceTypes.HORIZONTAL_POD_AUTOSCALERS)) {
      autoscaler(draft);
    } else if (type.equals(ResourceTypes.DEPLOYMENTS)) {
      Absent.omitEmpty(draft, List.of("replicas", "availableReplicas"));
    } else if (List.of(ResourceTypes.REPLICA_SETS, ResourceTypes.REPLICATION_CONTROLLERS).contains(type)) {
      Absent.omitEmpty(draft, List.of("availableReplicas"));
    }
    return draft;
  }

  /** The one list that Kubernetes tells as null when it is not there. */
  private static void autoscaler(ObjectNode draft) {
    Absent.omitEmpty(draft, List.of("currentReplicas", "conditions"));
    Absent.number(draft, "desiredReplicas", 0);
    if (!draft.has("currentMetrics")) {
      draft.putNull("currentMetrics");
    }
  }
}
