package dev.driftless.sim.controllers.deployment;

import dev.driftless.sim.api.ApiException;
import dev.driftless.sim.api.Client;
import dev.driftless.sim.controllers.frame.EventRecorder;
import dev.driftless.sim.controllers.frame.Hashes;
import dev.driftless.sim.controllers.frame.PodTemplate;
import dev.driftless.sim.controllers.frame.Read;
import dev.driftless.sim.store.Json;
import dev.driftless.sim.store.ResourceTypes;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.util.Comparator;
import java.util.List;

/** Creates, scales and deletes ReplicaSets for Deployments. */
final class SetWriter {

  private final Client client;
  private final EventRecorder events;

  SetWriter(Client client, EventRecorder events) {
    this.client = client;
    this.events = events;
  }

  /** @throws ApiException with 409 {@code AlreadyExists} also if the name is taken by one with another template */
  ObjectNode create(Fleet fleet, int replicas) throws ApiException {
    ObjectNode deployment = fleet.deployment();
    ObjectNode template = Read.object(deployment, "spec", "template");
    String hash = Hashes.of(template, Read.number(deployment, 0, "status", "collisionCount"));
    ObjectNode labelled = Json.with(template, hash, "metadata", "labels", Fleet.HASH);
    ObjectNode spec = JsonNodeFactory.instance.objectNode();
    spec.put("replicas", replicas);
    if (deployment.path("spec").has("minReadySeconds")) {
      spec.set("minReadySeconds", deployment.path("spec").path("minReadySeconds"));
    }
    spec.set("selector", Json.with(Read.object(deployment, "spec", "selector"), hash, "matchLabels", Fleet.HASH));
    spec.set("template", labelled);
    ObjectNode set = JsonNodeFactory.instance.objectNode();
    set.put("apiVersion", "apps/v1").put("kind", "ReplicaSet");
    ObjectNode metadata = set.putObject("metadata");
    metadata.put("name", Read.name(deployment).name() + "-" + hash).put("namespace", Read.name(deployment).namespace());
    metadata.set("labels", Read.labels(labelled));
    metadata.set("annotations", sized(fleet, Revisions.annotations(fleet, set)));
    metadata.set("ownerReferences", PodTemplate.references(ResourceTypes.DEPLOYMENTS, deployment));
    set.set("spec", spec);
    ObjectNode created = client.create(ResourceTypes.REPLICA_SETS, Read.name(deployment).namespace(), set);
    if (replicas > 0) {
      scaled(fleet, created, "up", 0, replicas);
    }
    return created;
  }

  /** @return whether the number of replicas is another now */
  boolean scale(Fleet fleet, Scaling scaling) throws ApiException {
    return Fleet.replicas(scaling.set()) != scaling.replicas() && rescale(fleet, scaling);
  }

  /** Notes the wanted size in any case. @return whether the number of replicas is another now */
  boolean rescale(Fleet fleet, Scaling scaling) throws ApiException {
    ObjectNode set = scaling.set();
    ObjectNode annotations = sized(fleet, Read.object(set, "metadata", "annotations"));
    int before = Fleet.replicas(set);
    if (before == scaling.replicas() && annotations.equals(Read.object(set, "metadata", "annotations"))) {
      return false;
    }
    ObjectNode replicas = Json.with(set, JsonNodeFactory.instance.numberNode(scaling.replicas()), "spec", "replicas");
    client.update(ResourceTypes.REPLICA_SETS, Json.with(replicas, annotations, "metadata", "annotations"));
    if (before != scaling.replicas()) {
      scaled(fleet, set, before < scaling.replicas() ? "up" : "down", before, scaling.replicas());
    }
    return before != scaling.replicas();
  }

  private void scaled(Fleet fleet, ObjectNode set, String direction, int before, int after) {
    events.normal(fleet.deployment(), "ScalingReplicaSet", "Scaled " + direction + " replica set "
        + Read.name(set).name() + " from " + before + " to " + after);
  }

  private static ObjectNode sized(Fleet fleet, ObjectNode annotations) {
    Bounds bounds = Bounds.of(fleet);
    ObjectNode desired = Json.with(annotations, Integer.toString(bounds.desired()), Rescaling.DESIRED);
    return Json.with(desired, Integer.toString(bounds.most()), Rescaling.MOST);
  }

  /** @return whether the current ReplicaSet had to be brought in line with its Deployment */
  boolean align(Fleet fleet, ObjectNode current) throws ApiException {
    ObjectNode annotations = Revisions.annotations(fleet, current);
    int ready = Read.number(fleet.deployment(), 0, "spec", "minReadySeconds");
    boolean aligned = annotations.equals(Read.object(current, "metadata", "annotations"))
        && Read.number(current, 0, "spec", "minReadySeconds") == ready;
    if (!aligned) {
      ObjectNode update = Json.with(current, annotations, "metadata", "annotations");
      client.update(ResourceTypes.REPLICA_SETS, ready == 0 ? Json.without(update, "spec", "minReadySeconds")
          : Json.with(update, JsonNodeFactory.instance.numberNode(ready), "spec", "minReadySeconds"));
    }
    return !aligned;
  }

  void annotateRevision(Fleet fleet, ObjectNode current) throws ApiException {
    String revision = Read.annotation(current, Revisions.REVISION);
    if (!revision.equals(Read.annotation(fleet.deployment(), Revisions.REVISION))) {
      client.updateStatus(ResourceTypes.DEPLOYMENTS,
          Json.with(fleet.deployment(), revision, "metadata", "annotations", Revisions.REVISION));
    }
  }

  /** Deletes the oldest revisions beyond the limit, unless they still have pods. */
  void forget(Fleet fleet) throws ApiException {
    List<ObjectNode> kept = fleet.old().stream().filter(set -> !Read.deleting(set))
        .sorted(Comparator.comparingLong(Revisions::of)).toList();
    int excess = kept.size() - Read.number(fleet.deployment(), 10, "spec", "revisionHistoryLimit");
    for (ObjectNode set : kept.subList(0, Math.max(0, excess))) {
      boolean empty = Fleet.replicas(set) == 0 && Fleet.told(set, "replicas") == 0
          && Fleet.told(set, "observedGeneration") >= Read.generation(set);
      if (empty) {
        client.delete(ResourceTypes.REPLICA_SETS, Read.name(set));
      }
    }
  }
}
