package dev.driftless.sim.controllers.frame;

import dev.driftless.sim.api.ApiException;
import dev.driftless.sim.api.Client;
import dev.driftless.sim.api.Selector;
import dev.driftless.sim.store.ResourceType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.List;

/** Who manages what: an owner adopts what its selector matches and nobody manages, and lets go what does not match. */
public final class Claims {

  private final Owned owned;
  private final Client client;
  private final ResourceType ownerType;
  private final ResourceType type;

  /** @param type of what is claimed: pods, or the ReplicaSets of Deployments */
  public Claims(Owned owned, Client client, ResourceType ownerType, ResourceType type) {
    this.owned = owned;
    this.client = client;
    this.ownerType = ownerType;
    this.type = type;
  }

  /** All that the owner manages after this. */
  public List<ObjectNode> claim(ObjectNode owner, Selector selector) throws ApiException {
    List<ObjectNode> claimed = new ArrayList<>();
    boolean settled = Read.deleting(owner);
    ObjectNode matched = null;
    for (ObjectNode object : owned.controlled(Read.uid(owner), type)) {
      ObjectNode labels = Read.labels(object);
      if (labels == matched || selector.matches(labels)) {
        matched = labels;
        claimed.add(object);
      } else if (!settled) {
        release(object, Read.uid(owner));
      }
    }
    if (!settled) {
      for (ObjectNode orphan : owned.orphans(type, Read.name(owner).namespace())) {
        if (!Read.deleting(orphan) && !PodState.finished(orphan) && selector.matches(Read.labels(orphan))) {
          claimed.add(adopt(orphan, owner));
        }
      }
    }
    return claimed;
  }

  private ObjectNode adopt(ObjectNode orphan, ObjectNode owner) throws ApiException {
    ArrayNode references = JsonNodeFactory.instance.arrayNode();
    Read.at(orphan, "metadata", "ownerReferences").forEach(references::add);
    references.addAll(PodTemplate.references(ownerType, owner));
    return setReferences(orphan, references);
  }

  private void release(ObjectNode object, String owner) throws ApiException {
    ArrayNode references = JsonNodeFactory.instance.arrayNode();
    for (JsonNode reference : Read.at(object, "metadata", "ownerReferences")) {
      if (!Read.text(reference, "uid").equals(owner)) {
        references.add(reference);
      }
    }
    setReferences(object, references);
  }

  private ObjectNode setReferences(ObjectNode object, ArrayNode references) throws ApiException {
    ObjectNode patch = JsonNodeFactory.instance.objectNode();
    ObjectNode metadata = patch.putObject("metadata");
    metadata.put("uid", Read.uid(object));
    if (references.isEmpty()) {
      metadata.putNull("ownerReferences");
    } else {
      metadata.set("ownerReferences", references);
    }
    return client.patch(type, Read.name(object), "", patch);
  }
}
