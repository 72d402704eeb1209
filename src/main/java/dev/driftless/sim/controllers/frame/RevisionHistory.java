package dev.driftless.sim.controllers.frame;

import dev.driftless.sim.api.ApiException;
import dev.driftless.sim.api.Client;
import dev.driftless.sim.store.Json;
import dev.driftless.sim.store.ObjectName;
import dev.driftless.sim.store.ResourceType;
import dev.driftless.sim.store.ResourceTypes;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The templates that a StatefulSet or DaemonSet has had, as ControllerRevisions. */
public final class RevisionHistory {

  private static final Comparator<ObjectNode> BY_NUMBER =
      Comparator.comparing((ObjectNode revision) -> number(revision)).thenComparing(Read::name);

  private final Workplace workplace;
  private final Client client;
  private final ResourceType ownerType;
  private final String hashLabel;

  /** @param hashLabel that revisions carry: not the same for StatefulSets and DaemonSets */
  public RevisionHistory(Workplace workplace, Client client, ResourceType ownerType, String hashLabel) {
    this.workplace = workplace;
    this.client = client;
    this.ownerType = ownerType;
    this.hashLabel = hashLabel;
  }

  /** Oldest first. */
  public List<ObjectNode> of(ObjectNode owner) {
    return workplace.owned().controlled(Read.uid(owner), ResourceTypes.CONTROLLER_REVISIONS).stream()
        .sorted(BY_NUMBER).toList();
  }

  /** The revision of the owner's template: one that is there, made the latest, or a new one. */
  public ObjectNode current(ObjectNode owner) throws ApiException {
    List<ObjectNode> known = of(owner);
    ObjectNode data = data(owner);
    Optional<ObjectNode> same = known.stream().filter(revision -> revision.path("data").equals(data)).findFirst();
    int next = known.isEmpty() ? 1 : number(known.getLast()) + 1;
    if (same.isEmpty()) {
      return create(owner, data, next);
    }
    return same.get() == known.getLast() ? same.get()
        : client.update(ResourceTypes.CONTROLLER_REVISIONS,
            Json.with(same.get(), JsonNodeFactory.instance.numberNode(next), "revision"));
  }

  private ObjectNode create(ObjectNode owner, ObjectNode data, int number) throws ApiException {
    ObjectName name = Read.name(owner);
    int collisions = 0;
    while (taken(name, Hashes.of(data, collisions))) {
      collisions++;
    }
    String hash = Hashes.of(data, collisions);
    ObjectNode revision = JsonNodeFactory.instance.objectNode();
    revision.put("apiVersion", "apps/v1").put("kind", "ControllerRevision");
    ObjectNode metadata = revision.putObject("metadata");
    metadata.put("name", name.name() + "-" + hash).put("namespace", name.namespace());
    metadata.set("labels", Json.with(Read.object(owner, "spec", "template", "metadata", "labels"), hash, hashLabel));
    metadata.set("ownerReferences", PodTemplate.references(ownerType, owner));
    revision.set("data", data);
    revision.put("revision", number);
    return client.create(ResourceTypes.CONTROLLER_REVISIONS, name.namespace(), revision);
  }

  private boolean taken(ObjectName owner, String hash) {
    return workplace.store()
        .get(ResourceTypes.CONTROLLER_REVISIONS, new ObjectName(owner.namespace(), owner.name() + "-" + hash))
        .isPresent();
  }

  /** Deletes the oldest that are not in use, beyond the owner's limit. */
  public void truncate(ObjectNode owner, Set<String> used) throws ApiException {
    List<ObjectNode> unused =
        of(owner).stream().filter(revision -> !used.contains(Read.name(revision).name())).toList();
    int excess = unused.size() - Read.number(owner, 10, "spec", "revisionHistoryLimit");
    for (ObjectNode revision : unused.subList(0, Math.max(0, excess))) {
      client.delete(ResourceTypes.CONTROLLER_REVISIONS, Read.name(revision));
    }
  }

  /** The hash in its name. */
  public String hash(ObjectNode revision) {
    return Read.text(Read.labels(revision), hashLabel);
  }

  /** The template that it keeps. */
  public static ObjectNode template(ObjectNode revision) {
    return Json.without(Read.object(revision, "data", "spec", "template"), "$patch");
  }

  private static ObjectNode data(ObjectNode owner) {
    ObjectNode template = Json.with(Read.object(owner, "spec", "template"), "replace", "$patch");
    return Json.with(JsonNodeFactory.instance.objectNode(), template, "spec", "template");
  }

  private static int number(ObjectNode revision) {
    return Read.number(revision, 0, "revision");
  }
}
