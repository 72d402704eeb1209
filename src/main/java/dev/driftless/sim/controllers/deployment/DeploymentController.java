package dev.driftless.sim.controllers.deployment;

import dev.driftless.sim.api.ApiException;
import dev.driftless.sim.api.Client;
import dev.driftless.sim.api.Selector;
import dev.driftless.sim.controllers.frame.Claims;
import dev.driftless.sim.controllers.frame.ControlLoop;
import dev.driftless.sim.controllers.frame.EventRecorder;
import dev.driftless.sim.controllers.frame.PodState;
import dev.driftless.sim.controllers.frame.Read;
import dev.driftless.sim.controllers.frame.Workplace;
import dev.driftless.sim.store.Json;
import dev.driftless.sim.store.ObjectName;
import dev.driftless.sim.store.ResourceTypes;
import dev.driftless.sim.store.StoreEvent;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** Rolls out Deployments with ReplicaSets. */
public final class DeploymentController {

  private static final String NAME = "deployment-controller";

  private final Workplace workplace;
  private final Client client;
  private final Claims claims;
  private final SetWriter sets;
  private final EventRecorder events;
  private final ControlLoop loop;

  public DeploymentController(Workplace workplace) {
    this.workplace = workplace;
    client = workplace.controllerClient(NAME);
    claims = new Claims(workplace.owned(), client, ResourceTypes.DEPLOYMENTS, ResourceTypes.REPLICA_SETS);
    events = new EventRecorder(workplace, client, NAME);
    sets = new SetWriter(client, events);
    loop = workplace.loop(NAME, this::reconcile);
    workplace.watch(Set.of(ResourceTypes.DEPLOYMENTS, ResourceTypes.REPLICA_SETS, ResourceTypes.PODS), this::observe);
  }

  private void observe(StoreEvent event) {
    if (event.resource() == ResourceTypes.DEPLOYMENTS) {
      loop.enqueue(event.name());
    } else if (event.resource() == ResourceTypes.REPLICA_SETS) {
      Read.controller(event.object()).ifPresent(owner -> enqueueOwner(event, owner));
    } else if (event.type() == StoreEvent.Type.DELETED) {
      Read.controller(event.object()).flatMap(owner -> workplace.store().get(ResourceTypes.REPLICA_SETS,
          new ObjectName(event.name().namespace(), Read.text(owner, "name"))))
          .flatMap(Read::controller).ifPresent(owner -> enqueueOwner(event, owner));
    }
  }

  private void enqueueOwner(StoreEvent event, JsonNode owner) {
    if (Read.text(owner, "kind").equals("Deployment")) {
      loop.enqueue(new ObjectName(event.name().namespace(), Read.text(owner, "name")));
    }
  }

  private void reconcile(ObjectName name) throws ApiException {
    Optional<ObjectNode> found = workplace.store().get(ResourceTypes.DEPLOYMENTS, name);
    if (found.isPresent()) {
      ObjectNode deployment = found.get();
      claims.claim(deployment, Selector.ofSpec(Read.at(deployment, "spec", "selector")));
      step(look(name));
    }
  }

  private Fleet look(ObjectName name) {
    ObjectNode deployment = workplace.store().get(ResourceTypes.DEPLOYMENTS, name).orElseThrow();
    return Fleet.of(deployment, workplace.owned().controlled(Read.uid(deployment), ResourceTypes.REPLICA_SETS));
  }

  private void step(Fleet fleet) throws ApiException {
    if (Read.deleting(fleet.deployment())) {
      write(fleet, new StatusReport(fleet, workplace.now()).toJson());
    } else if (notePause(fleet)) {
      return;
    } else if (fleet.paused() || Rescaling.of(fleet).due()) {
      rescale(fleet);
    } else if (Read.text(fleet.deployment(), "spec", "strategy", "type").equals("Recreate")) {
      recreate(fleet);
    } else {
      roll(fleet);
    }
  }

  /** @return whether the Deployment was changed, which brings it here again */
  private boolean notePause(Fleet fleet) throws ApiException {
    String reason = fleet.progressing().map(condition -> Read.text(condition, "reason")).orElse("");
    boolean noted = reason.equals("DeploymentPaused");
    if (fleet.progressDeadline().isEmpty() || reason.equals("ProgressDeadlineExceeded") || noted == fleet.paused()) {
      return false;
    }
    DeploymentConditions conditions = new DeploymentConditions(fleet.deployment().path("status"), workplace.now());
    conditions.set("Progressing", "Unknown", fleet.paused() ? "DeploymentPaused" : "DeploymentResumed",
        fleet.paused() ? "Deployment is paused" : "Deployment is resumed");
    return write(fleet, Json.with(Read.object(fleet.deployment(), "status"), conditions.toJson(), "conditions"));
  }

  private void rescale(Fleet fleet) throws ApiException {
    if (fleet.current().isPresent() && settleCurrent(fleet, fleet.current().get())) {
      return;
    }
    for (Scaling scaling : Rescaling.of(fleet).scalings()) {
      sets.rescale(fleet, scaling);
    }
    if (fleet.paused()) {
      sets.forget(fleet);
    }
    Fleet after = look(Read.name(fleet.deployment()));
    write(after, new StatusReport(after, workplace.now()).toJson());
  }

  private void roll(Fleet fleet) throws ApiException {
    if (ensureCurrent(fleet, RollingStep.of(fleet).current())) {
      return;
    }
    boolean scaled = sets.scale(fleet, new Scaling(fleet.current().orElseThrow(), RollingStep.of(fleet).current()));
    if (!scaled) {
      for (Scaling scaling : RollingStep.of(fleet).shrunk()) {
        scaled |= sets.scale(fleet, scaling);
      }
    }
    finish(fleet, scaled);
  }

  private void recreate(Fleet fleet) throws ApiException {
    if (fleet.current().isPresent() && settleCurrent(fleet, fleet.current().get())) {
      return;
    }
    boolean scaled = false;
    for (ObjectNode old : fleet.old()) {
      scaled |= sets.scale(fleet, new Scaling(old, 0));
    }
    if (!scaled && !oldPodsRun(fleet)) {
      if (ensureCurrent(fleet, fleet.desired())) {
        return;
      }
      sets.scale(fleet, new Scaling(fleet.current().orElseThrow(), fleet.desired()));
    } else {
      scaled = true;
    }
    finish(fleet, scaled);
  }

  private boolean oldPodsRun(Fleet fleet) {
    return fleet.old().stream().anyMatch(set -> Fleet.told(set, "replicas") > 0
        || workplace.owned().controlled(Read.uid(set), ResourceTypes.PODS).stream()
            .anyMatch(pod -> !PodState.finished(pod)));
  }

  private void finish(Fleet fleet, boolean scaled) throws ApiException {
    if (!scaled && fleet.complete(Read.object(fleet.deployment(), "status"))) {
      sets.forget(fleet);
    }
    Fleet after = look(Read.name(fleet.deployment()));
    ObjectNode status = new StatusReport(after, workplace.now()).withProgress(workplace.timeline().now()).toJson();
    if (!write(after, status)) {
      checkProgressLater(after, status);
    }
  }

  private void checkProgressLater(Fleet fleet, ObjectNode status) {
    Optional<ObjectNode> progressing = fleet.progressing();
    if (fleet.progressDeadline().isEmpty() || progressing.isEmpty() || fleet.complete(status)
        || Read.text(progressing.get(), "reason").equals("ProgressDeadlineExceeded")) {
      return;
    }
    Instant deadline = Read.time(progressing.get(), "lastUpdateTime").orElseThrow()
        .plusSeconds(fleet.progressDeadline().get());
    Duration left = Duration.between(workplace.timeline().now(), deadline);
    loop.enqueueAfter(Read.name(fleet.deployment()), (left.isNegative() ? Duration.ZERO : left).plusSeconds(1));
  }

  /** @return whether something was changed that brings the Deployment here again */
  private boolean ensureCurrent(Fleet fleet, int replicas) throws ApiException {
    if (fleet.current().isPresent()) {
      return settleCurrent(fleet, fleet.current().get());
    }
    try {
      ObjectNode created = sets.create(fleet, replicas);
      sets.annotateRevision(fleet, created);
      noteProgress(fleet, "NewReplicaSetCreated", "Created new replica set \"" + Read.name(created).name() + "\"");
    } catch (ApiException refused) {
      noteFailure(fleet, refused);
      throw refused;
    }
    return true;
  }

  private boolean settleCurrent(Fleet fleet, ObjectNode current) throws ApiException {
    if (sets.align(fleet, current)) {
      return true;
    }
    sets.annotateRevision(fleet, current);
    if (fleet.progressing().isEmpty() && fleet.progressDeadline().isPresent()) {
      noteProgress(fleet, "FoundNewReplicaSet", "Found new replica set \"" + Read.name(current).name() + "\"");
      return true;
    }
    return false;
  }

  private void noteProgress(Fleet fleet, String reason, String message) throws ApiException {
    if (fleet.progressDeadline().isPresent()) {
      noteCondition(fleet, "True", reason, message);
    }
  }

  private void noteFailure(Fleet fleet, ApiException refused) throws ApiException {
    if (refused.reason().equals("AlreadyExists")) {
      int collisions = Read.number(fleet.deployment(), 0, "status", "collisionCount") + 1;
      write(fleet, Json.with(Read.object(fleet.deployment(), "status"),
          JsonNodeFactory.instance.numberNode(collisions), "collisionCount"));
    } else if (refused.code() != 409 && fleet.progressDeadline().isPresent()) {
      String message = "Failed to create new replica set: " + refused.getMessage();
      noteCondition(fleet, "False", "ReplicaSetCreateError", message);
      events.warning(fleet.deployment(), "ReplicaSetCreateError", message);
    }
  }

  private void noteCondition(Fleet fleet, String status, String reason, String message) throws ApiException {
    Fleet now = look(Read.name(fleet.deployment()));
    DeploymentConditions conditions = new DeploymentConditions(now.deployment().path("status"), workplace.now());
    conditions.set("Progressing", status, reason, message);
    write(now, Json.with(Read.object(now.deployment(), "status"), conditions.toJson(), "conditions"));
  }

  private boolean write(Fleet fleet, ObjectNode status) throws ApiException {
    ObjectNode now = workplace.store().get(ResourceTypes.DEPLOYMENTS, Read.name(fleet.deployment())).orElseThrow();
    if (status.equals(now.path("status"))) {
      return false;
    }
    client.updateStatus(ResourceTypes.DEPLOYMENTS, Json.with(now, status, "status"));
    return true;
  }
}
