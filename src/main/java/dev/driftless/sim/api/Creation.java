package dev.driftless.sim.api;

import dev.driftless.sim.store.ObjectName;
import dev.driftless.sim.store.ResourceType;
import dev.driftless.sim.store.ResourceTypes;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;
import java.util.Optional;

/** POST: from what somebody wants to what is stored. */
final class Creation {

  private static final List<String> OWN_FIELDS =
      List.of("uid", "creationTimestamp", "deletionTimestamp", "deletionGracePeriodSeconds");
  private static final int ATTEMPTS = 8;

  private final Backend backend;
  private final Admissions admissions;

  Creation(Backend backend, Admissions admissions) {
    this.backend = backend;
    this.admissions = admissions;
  }

  ObjectNode create(ResourceType type, String namespace, ObjectNode given, Persistence persistence)
      throws ApiException {
    ObjectNode draft = Canonical.copy(given);
    Bodies.checkKind(type, draft);
    Bodies.checkNamespace(type, namespace, draft);
    if (!Metadata.resourceVersion(draft).isEmpty()) {
      throw new ApiException(500, "", "resourceVersion should not be set on objects to be created");
    }
    ObjectNode metadata = Absent.object(draft, "metadata");
    OWN_FIELDS.forEach(metadata::remove);
    if (type.namespaced()) {
      metadata.put("namespace", namespace);
      checkNamespace(type, namespace, name(type, namespace, metadata));
    } else {
      name(type, namespace, metadata);
    }
    String uid = backend.identities().uid();
    metadata.put("uid", uid).put("creationTimestamp", backend.now());
    ObjectNode complete = admissions.admit(type, namespace, complete(type, draft));
    Validation.check(type, complete);
    ObjectName name = Metadata.objectName(type, complete);
    if (backend.store().get(type, name).isPresent()) {
      throw Refusals.alreadyExists(type, name.name());
    }
    backend.sharing().share(type, complete);
    return persistence == Persistence.DRY_RUN ? complete : backend.store().create(type, name, complete);
  }

  private ObjectNode complete(ResourceType type, ObjectNode draft) throws ApiException {
    ObjectNode metadata = Absent.object(draft, "metadata");
    if (type.equals(ResourceTypes.JOBS)) {
      WorkloadDefaults.selectByUid(draft, Metadata.name(draft), Metadata.uid(draft));
    }
    Defaults.apply(type, draft);
    switch (type.kind()) {
      case "Pod" -> {
        PodDefaults.pod(Absent.object(draft, "spec"));
        checkPriority(draft);
      }
      case "Namespace" -> Absent.object(draft, "spec").putArray("finalizers").add("kubernetes");
      case "DaemonSet" -> Absent.object(metadata, "annotations").put(Generation.OF_TEMPLATE, "1");
      case "Service" -> ServiceAddress.assign(draft);
      default -> { }
    }
    InitialStatus.apply(type, draft);
    if (Generation.isKept(type)) {
      metadata.set("generation", JsonNodeFactory.instance.numberNode(1));
    }
    return draft;
  }

  private static void checkPriority(ObjectNode pod) throws ApiException {
    int priority = pod.path("spec").path("priority").asInt(0);
    if (priority != 0) {
      throw Refusals.forbidden(ResourceTypes.PODS, Metadata.name(pod), ("the integer value of priority (%d) must not be"
          + " provided in pod spec; priority admission controller computed 0 from the given PriorityClass name")
          .formatted(priority));
    }
  }

  private String name(ResourceType type, String namespace, ObjectNode metadata) {
    String name = metadata.path("name").asString("");
    String base = metadata.path("generateName").asString("");
    if (name.isEmpty() && !base.isEmpty()) {
      for (int i = 0; i < ATTEMPTS && (name.isEmpty() || taken(type, namespace, name)); i++) {
        name = backend.identities().name(base);
      }
      metadata.put("name", name);
    }
    return name;
  }

  private boolean taken(ResourceType type, String namespace, String name) {
    return backend.store().get(type, new ObjectName(type.namespaced() ? namespace : "", name)).isPresent();
  }

  private void checkNamespace(ResourceType type, String namespace, String name) throws ApiException {
    Optional<ObjectNode> found = backend.store().get(ResourceTypes.NAMESPACES, new ObjectName("", namespace));
    if (found.isEmpty()) {
      throw Refusals.notFound(ResourceTypes.NAMESPACES, namespace);
    }
    if (Metadata.deleting(found.get())) {
      ApiException refusal = Refusals.forbidden(type, name,
          "unable to create new content in namespace " + namespace + " because it is being terminated");
      refusal.details().putArray("causes").addObject().put("reason", "NamespaceTerminating")
          .put("message", "namespace " + namespace + " is being terminated").put("field", "metadata.namespace");
      throw refusal;
    }
  }
}
