package dev.driftless.sim.api;

import dev.driftless.sim.api.Ownership.Thing;
import dev.driftless.sim.store.ResourceTypes;
import dev.driftless.sim.store.Store;
import dev.driftless.sim.store.StoreEvent;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;

/**
 * Deletes what has no owner any more, and does what the finalizers {@code foregroundDeletion} and {@code orphan} wait
 * for. Acts through the timeline: after the change that it reacts to, never within it.
 */
public final class GarbageCollector {

  private final ApiServer server;
  private final Ownership ownership = new Ownership();

  private GarbageCollector(ApiServer server) {
    this.server = server;
  }

  /** Lets one collect from now on; what exists already counts. */
  public static void start(ApiServer server) {
    GarbageCollector collector = new GarbageCollector(server);
    Store store = server.store();
    ResourceTypes.ALL.forEach(type -> store.list(type, "").forEach(object ->
        collector.ownership.add(new Thing(type, Metadata.objectName(type, object)), object)));
    store.subscribe(collector::observe);
  }

  private void observe(StoreEvent event) {
    ownership.observe(event);
    Thing thing = new Thing(event.resource(), event.name());
    List<String> owners = Ownership.owners(event.object());
    if (event.type() == StoreEvent.Type.DELETED) {
      String uid = Metadata.uid(event.object());
      ownership.dependents(uid).forEach(this::later);
      ownership.forget(uid);
      owners.stream().map(ownership::find).flatMap(Optional::stream).forEach(this::later);
    } else if (Metadata.deleting(event.object()) || owners.stream().anyMatch(Predicate.not(ownership::exists))) {
      later(thing);
    }
  }

  private void later(Thing thing) {
    server.timeline().at(server.timeline().now(), () -> look(thing));
  }

  private void look(Thing thing) {
    Optional<ObjectNode> found = server.store().get(thing.type(), thing.name());
    if (found.isEmpty()) {
      return;
    }
    ObjectNode object = found.get();
    try {
      if (awaits(object, Propagation.FOREGROUND)) {
        deleteDependents(thing, object);
      } else if (awaits(object, Propagation.ORPHAN)) {
        orphanDependents(thing, object);
      } else {
        collect(thing, object);
      }
    } catch (ApiException e) {
      throw new IllegalStateException("cannot collect " + thing, e);
    }
  }

  private static boolean awaits(ObjectNode object, Propagation propagation) {
    return Metadata.deleting(object) && object.path("metadata").path("finalizers").valueStream()
        .anyMatch(finalizer -> finalizer.asString("").equals(propagation.finalizer()));
  }

  private void deleteDependents(Thing owner, ObjectNode object) throws ApiException {
    String uid = Metadata.uid(object);
    boolean blocked = false;
    for (Thing dependent : ownership.dependents(uid)) {
      ObjectNode found = server.get(dependent.type(), dependent.name());
      blocked |= blocks(found, uid);
      if (!Metadata.deleting(found)) {
        boolean owns = !ownership.dependents(Metadata.uid(found)).isEmpty();
        delete(dependent, found, owns ? Propagation.FOREGROUND : Propagation.BACKGROUND);
        blocked &= server.store().get(dependent.type(), dependent.name()).isPresent();
      }
    }
    if (!blocked) {
      removeFinalizer(owner, object, Propagation.FOREGROUND);
    }
  }

  private static boolean blocks(JsonNode dependent, String owner) {
    return dependent.path("metadata").path("ownerReferences").valueStream()
        .anyMatch(reference -> reference.path("uid").asString("").equals(owner)
            && reference.path("blockOwnerDeletion").asBoolean(false));
  }

  private void orphanDependents(Thing owner, ObjectNode object) throws ApiException {
    String uid = Metadata.uid(object);
    for (Thing dependent : ownership.dependents(uid)) {
      keepReferences(dependent, server.get(dependent.type(), dependent.name()), found -> !found.equals(uid));
    }
    removeFinalizer(owner, object, Propagation.ORPHAN);
  }

  private void collect(Thing thing, ObjectNode object) throws ApiException {
    List<String> owners = Ownership.owners(object);
    if (owners.stream().allMatch(ownership::exists)) {
      return;
    }
    if (owners.stream().anyMatch(ownership::exists)) {
      keepReferences(thing, object, ownership::exists);
    } else if (!Metadata.deleting(object)) {
      delete(thing, object, Propagation.BACKGROUND);
    }
  }

  private void delete(Thing thing, ObjectNode object, Propagation propagation) throws ApiException {
    server.delete(thing.type(), thing.name(), new DeleteOptions(OptionalLong.empty(), propagation,
        Metadata.uid(object), "", Persistence.STORED));
  }

  private void keepReferences(Thing thing, ObjectNode object, Predicate<String> kept) throws ApiException {
    patchList(thing, object, "ownerReferences", reference -> kept.test(reference.path("uid").asString("")));
  }

  private void removeFinalizer(Thing thing, ObjectNode object, Propagation propagation) throws ApiException {
    patchList(thing, object, "finalizers", text -> !text.asString("").equals(propagation.finalizer()));
  }

  private void patchList(Thing thing, ObjectNode object, String field, Predicate<JsonNode> kept) throws ApiException {
    ObjectNode patch = JsonNodeFactory.instance.objectNode();
    patch.putObject("metadata").put("uid", Metadata.uid(object)).putArray(field)
        .addAll(object.path("metadata").path(field).valueStream().filter(kept).toList());
    server.patch(thing.type(), thing.name(), "", new MergePatch(patch), Persistence.STORED);
  }
}
