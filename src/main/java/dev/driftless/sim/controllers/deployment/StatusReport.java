package dev.driftless.sim.controllers.deployment;

import dev.driftless.sim.controllers.frame.PodState;
import dev.driftless.sim.controllers.frame.Read;
import dev.driftless.sim.controllers.frame.Tally;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The status of a Deployment as it follows from its ReplicaSets. Pure. */
final class StatusReport {

  private final Fleet fleet;
  private final ObjectNode before;
  private final DeploymentConditions conditions;

  StatusReport(Fleet fleet, StringNode now) {
    this.fleet = fleet;
    before = Read.object(fleet.deployment(), "status");
    conditions = new DeploymentConditions(before, now);
    available();
  }

  ObjectNode toJson() {
    ObjectNode status = counts();
    status.set("conditions", conditions.toJson());
    int collisions = Read.number(before, 0, "collisionCount");
    if (collisions > 0) {
      status.put("collisionCount", collisions);
    }
    return status;
  }

  private ObjectNode counts() {
    int available = Fleet.told(fleet.all(), "availableReplicas");
    return new Tally().unlessZero("observedGeneration", Read.generation(fleet.deployment()))
        .unlessZero("replicas", Fleet.told(fleet.all(), "replicas"))
        .unlessZero("updatedReplicas", fleet.current().map(set -> Fleet.told(set, "replicas")).orElse(0))
        .unlessZero("readyReplicas", Fleet.told(fleet.all(), "readyReplicas"))
        .unlessZero("availableReplicas", available)
        .unlessZero("unavailableReplicas", Math.max(0, Fleet.total(fleet.all()) - available))
        .always("terminatingReplicas", Fleet.told(fleet.all(), "terminatingReplicas")).toJson();
  }

  private void available() {
    if (Fleet.told(fleet.all(), "availableReplicas") >= Bounds.of(fleet).leastAvailable()) {
      conditions.set("Available", "True", "MinimumReplicasAvailable", "Deployment has minimum availability.");
    } else {
      conditions.set("Available", "False", "MinimumReplicasUnavailable",
          "Deployment does not have minimum availability.");
    }
  }

  /** Judges progress, which is done in the course of a rollout only: not when scaling, nor while paused. */
  StatusReport withProgress(Instant now) {
    Optional<ObjectNode> progressing = fleet.progressing();
    ObjectNode status = counts();
    boolean done = Read.number(status, 0, "replicas") == Read.number(status, 0, "updatedReplicas")
        && progressing.filter(condition -> Read.text(condition, "reason").equals("NewReplicaSetAvailable")).isPresent();
    if (fleet.progressDeadline().isEmpty()) {
      conditions.remove("Progressing");
    } else if (!done) {
      String who = fleet.current().map(set -> "ReplicaSet \"" + Read.name(set).name() + "\"")
          .orElse("Deployment \"" + Read.name(fleet.deployment()).name() + "\"");
      if (fleet.complete(status)) {
        conditions.set("Progressing", "True", "NewReplicaSetAvailable", who + " has successfully progressed.");
      } else if (progressed(status)) {
        conditions.renew("Progressing", "True", "ReplicaSetUpdated", who + " is progressing.");
      } else if (timedOut(now)) {
        conditions.set("Progressing", "False", "ProgressDeadlineExceeded", who + " has timed out progressing.");
      }
    }
    failures();
    return this;
  }

  private boolean progressed(ObjectNode status) {
    return grown(status, "updatedReplicas") || grown(status, "readyReplicas") || grown(status, "availableReplicas")
        || outdated(status) < outdated(before);
  }

  private boolean grown(ObjectNode status, String field) {
    return Read.number(status, 0, field) > Read.number(before, 0, field);
  }

  private static int outdated(ObjectNode status) {
    return Read.number(status, 0, "replicas") - Read.number(status, 0, "updatedReplicas");
  }

  private boolean timedOut(Instant now) {
    Optional<ObjectNode> progressing = conditions.get("Progressing");
    String reason = progressing.map(condition -> Read.text(condition, "reason")).orElse("NewReplicaSetAvailable");
    if (reason.equals("NewReplicaSetAvailable") || reason.equals("ProgressDeadlineExceeded")) {
      return reason.equals("ProgressDeadlineExceeded");
    }
    Duration deadline = Duration.ofSeconds(fleet.progressDeadline().orElseThrow());
    return Read.time(progressing.orElseThrow(), "lastUpdateTime").orElseThrow().plus(deadline).isBefore(now);
  }

  private void failures() {
    Optional<ObjectNode> failure = fleet.current().flatMap(set -> PodState.condition(set, "ReplicaFailure"))
        .or(() -> fleet.old().stream().flatMap(set -> PodState.condition(set, "ReplicaFailure").stream()).findFirst());
    failure.ifPresentOrElse(condition -> conditions.set("ReplicaFailure", Read.text(condition, "status"),
        Read.text(condition, "reason"), Read.text(condition, "message")), () -> conditions.remove("ReplicaFailure"));
  }
}
