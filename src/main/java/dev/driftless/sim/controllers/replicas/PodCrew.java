package dev.driftless.sim.controllers.replicas;

import dev.driftless.sim.api.ApiException;
import dev.driftless.sim.api.Client;
import dev.driftless.sim.controllers.frame.EventRecorder;
import dev.driftless.sim.controllers.frame.PodTemplate;
import dev.driftless.sim.controllers.frame.Read;
import dev.driftless.sim.store.ResourceType;
import dev.driftless.sim.store.ResourceTypes;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;

/** Creates and deletes the pods of an owner, and tells of it. */
public final class PodCrew {

  private final ResourceType ownerType;
  private final Client client;
  private final EventRecorder events;

  public PodCrew(ResourceType ownerType, Client client, EventRecorder events) {
    this.ownerType = ownerType;
    this.client = client;
    this.events = events;
  }

  /** One, then two, four and so on, until all are there. @throws ApiException after the first batch with a refusal */
  public void create(ObjectNode owner, int count) throws ApiException {
    ArrayNode references = PodTemplate.references(ownerType, owner);
    int batch = 1;
    for (int left = count; left > 0; batch *= 2) {
      ApiException refused = null;
      for (int i = 0; i < Math.min(batch, left); i++) {
        try {
          create(owner, PodTemplate.pod(ownerType, owner, references));
        } catch (ApiException refusal) {
          refused = refusal;
        }
      }
      if (refused != null) {
        throw refused;
      }
      left -= batch;
    }
  }

  public void create(ObjectNode owner, ObjectNode pod) throws ApiException {
    try {
      ObjectNode created = client.create(ResourceTypes.PODS, Read.name(owner).namespace(), pod);
      events.normal(owner, "SuccessfulCreate", "Created pod: " + Read.name(created).name());
    } catch (ApiException refused) {
      events.warning(owner, "FailedCreate", "Error creating: " + refused.getMessage());
      throw refused;
    }
  }

  public void delete(ObjectNode owner, List<ObjectNode> pods) throws ApiException {
    for (ObjectNode pod : pods) {
      delete(owner, pod);
    }
  }

  /** A pod that is gone already is no failure. */
  public void delete(ObjectNode owner, ObjectNode pod) throws ApiException {
    try {
      client.delete(ResourceTypes.PODS, Read.name(pod));
      events.normal(owner, "SuccessfulDelete", "Deleted pod: " + Read.name(pod).name());
    } catch (ApiException refused) {
      if (refused.code() != 404) {
        events.warning(owner, "FailedDelete", "Error deleting: " + refused.getMessage());
        throw refused;
      }
    }
  }
}
