package dev.driftless.sim.api;

import dev.driftless.sim.store.Json;
import dev.driftless.sim.store.ObjectName;
import dev.driftless.sim.store.ResourceType;
import dev.driftless.sim.store.ResourceTypes;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;

/** DELETE: at once, or by steps that others take: kubelets, the garbage collector, the owners of finalizers. */
final class Deletion {

  private static final List<String> KEPT_NAMESPACES = List.of("default", "kube-system", "kube-public");

  private final Backend backend;

  Deletion(Backend backend) {
    this.backend = backend;
  }

  Deleted delete(ResourceType type, ObjectName name, DeleteOptions options) throws ApiException {
    ObjectNode before = backend.get(type, name);
    if (type.equals(ResourceTypes.NAMESPACES) && KEPT_NAMESPACES.contains(name.name())) {
      throw Refusals.forbidden(type, name.name(), "this namespace may not be deleted");
    }
    checkPreconditions(type, before, options);
    ObjectNode marked = finalizers(type, before, options.propagation());
    long grace = grace(type, before, options);
    boolean waits = grace > 0 || !Metadata.finalized(marked) || type.equals(ResourceTypes.NAMESPACES);
    marked = mark(type, marked, grace);
    boolean gone = !waits || isOver(type, marked);
    if (options.persistence() == Persistence.DRY_RUN) {
      return new Deleted(marked, gone);
    }
    if (gone) {
      backend.store().delete(type, name);
      return new Deleted(marked, true);
    }
    return new Deleted(marked.equals(before) ? before : backend.store().update(type, name, marked), false);
  }

  /** Whether nothing holds the object any more, so that its next version is its end. */
  static boolean isOver(ResourceType type, ObjectNode object) {
    boolean content = type.equals(ResourceTypes.NAMESPACES) && !object.path("spec").path("finalizers").isEmpty();
    return Metadata.deleting(object) && Metadata.finalized(object) && !content
        && object.path("metadata").path("deletionGracePeriodSeconds").asLong(0) == 0;
  }

  private static void checkPreconditions(ResourceType type, ObjectNode object, DeleteOptions options)
      throws ApiException {
    String uid = Metadata.uid(object);
    String version = Metadata.resourceVersion(object);
    if (!options.uid().isEmpty() && !options.uid().equals(uid)) {
      throw mismatch(type, object, "the UID in the precondition (%s) does not match the UID in record (%s)."
          .formatted(options.uid(), uid) + " The object might have been deleted and then recreated");
    }
    if (!options.resourceVersion().isEmpty() && !options.resourceVersion().equals(version)) {
      throw mismatch(type, object,
          "the ResourceVersion in the precondition (%s) does not match the ResourceVersion in record (%s)."
              .formatted(options.resourceVersion(), version) + " The object might have been modified");
    }
  }

  private static ApiException mismatch(ResourceType type, ObjectNode object, String why) {
    String name = Metadata.name(object);
    String kind = type.group().isEmpty() ? type.kind() : type.kind() + "." + type.group();
    return new ApiException(409, "Conflict",
        "Operation cannot be fulfilled on %s \"%s\": %s".formatted(kind, name, why),
        Refusals.details(name, type.group(), type.kind()));
  }

  private static ObjectNode finalizers(ResourceType type, ObjectNode object, Propagation propagation) {
    boolean orphans = propagation == Propagation.DEFAULT
        && List.of(ResourceTypes.JOBS, ResourceTypes.REPLICATION_CONTROLLERS).contains(type);
    String wanted = (orphans ? Propagation.ORPHAN : propagation).finalizer();
    ArrayNode finalizers = JsonNodeFactory.instance.arrayNode();
    for (JsonNode finalizer : object.path("metadata").path("finalizers")) {
      String text = finalizer.asString("");
      boolean policy = text.equals(Propagation.ORPHAN.finalizer()) || text.equals(Propagation.FOREGROUND.finalizer());
      if (!policy || propagation == Propagation.DEFAULT) {
        finalizers.add(finalizer);
      }
    }
    if (!wanted.isEmpty() && finalizers.valueStream().noneMatch(found -> found.asString("").equals(wanted))) {
      finalizers.add(wanted);
    }
    return finalizers.isEmpty() ? Json.without(object, "metadata", "finalizers")
        : Json.with(object, finalizers, "metadata", "finalizers");
  }

  private static long grace(ResourceType type, ObjectNode object, DeleteOptions options) {
    if (!type.equals(ResourceTypes.PODS)) {
      return 0;
    }
    String phase = object.path("status").path("phase").asString("");
    boolean nobodyRunsIt = object.path("spec").path("nodeName").asString("").isEmpty();
    if (nobodyRunsIt || phase.equals("Succeeded") || phase.equals("Failed")) {
      return 0;
    }
    return options.grace().orElse(object.path("spec").path("terminationGracePeriodSeconds").asLong(0));
  }

  private ObjectNode mark(ResourceType type, ObjectNode object, long grace) {
    JsonNodeFactory json = JsonNodeFactory.instance;
    ObjectNode marked = object;
    boolean first = !Metadata.deleting(object);
    boolean shorter = grace < object.path("metadata").path("deletionGracePeriodSeconds").asLong(0);
    if (first || shorter) {
      marked = Json.with(marked, backend.inSeconds(grace), "metadata", "deletionTimestamp");
      if (!type.equals(ResourceTypes.NAMESPACES)) {
        marked = Json.with(marked, json.numberNode((int) grace), "metadata", "deletionGracePeriodSeconds");
      }
    }
    if (first && Generation.of(object) > 0) {
      marked = Json.with(marked, json.numberNode(Generation.of(object) + 1), "metadata", "generation");
    }
    return type.equals(ResourceTypes.NAMESPACES) ? Json.with(marked, "Terminating", "status", "phase") : marked;
  }
}
