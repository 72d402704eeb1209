package dev.driftless.sim.controllers.replicas;

import dev.driftless.sim.controllers.frame.PodState;
import dev.driftless.sim.controllers.frame.Read;
import dev.driftless.sim.controllers.frame.Tally;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The status of a set of replicas: its pods counted. Pure. */
record Counts(int active, int labelled, int ready, int available, int terminating) {

  static Counts of(ObjectNode set, List<ObjectNode> pods, Instant now) {
    int minReadySeconds = Read.number(set, 0, "spec", "minReadySeconds");
    ObjectNode labels = Read.object(set, "spec", "template", "metadata", "labels");
    int active = 0;
    int labelled = 0;
    int ready = 0;
    int available = 0;
    int terminating = 0;
    for (ObjectNode pod : pods) {
      if (PodState.active(pod)) {
        boolean isReady = PodState.ready(pod);
        active++;
        labelled += carries(Read.labels(pod), labels) ? 1 : 0;
        ready += isReady ? 1 : 0;
        available += isReady && PodState.available(pod, minReadySeconds, now) ? 1 : 0;
      } else if (Read.deleting(pod) && !PodState.finished(pod)) {
        terminating++;
      }
    }
    return new Counts(active, labelled, ready, available, terminating);
  }

  private static boolean carries(ObjectNode pod, ObjectNode template) {
    if (pod == template) {
      return true;
    }
    for (Map.Entry<String, ?> label : template.properties()) {
      if (!label.getValue().equals(pod.get(label.getKey()))) {
        return false;
      }
    }
    return true;
  }

  ObjectNode status(ObjectNode set, Flavour flavour, String failure, String message, StringNode now) {
    ObjectNode status = new Tally().always("replicas", active).unlessZero("fullyLabeledReplicas", labelled)
        .unlessZero("readyReplicas", ready).unlessZero("availableReplicas", available)
        .unlessZero("observedGeneration", Read.generation(set)).toJson();
    if (flavour == Flavour.REPLICA_SET) {
      status.put("terminatingReplicas", terminating);
    }
    if (!failure.isEmpty()) {
      status.set("conditions", conditions(set, failure, message, now));
    }
    return status;
  }

  private static ArrayNode conditions(ObjectNode set, String reason, String message, StringNode now) {
    ArrayNode before = (ArrayNode) set.path("status").get("conditions");
    if (before != null) {
      return before;
    }
    ObjectNode condition = JsonNodeFactory.instance.objectNode();
    condition.put("type", "ReplicaFailure").put("status", "True");
    condition.set("lastTransitionTime", now);
    condition.put("reason", reason).put("message", message);
    return JsonNodeFactory.instance.arrayNode().add(condition);
  }
}
