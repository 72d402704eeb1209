package dev.driftless.sim.api;

import dev.driftless.sim.store.ObjectName;
import dev.driftless.sim.store.ResourceType;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;

/** Asks without a network in between. Only what can change is looked at, since what is stored has been before. */
record LocalClient(ApiServer server, String user) implements Client {

  @Override
  public ObjectNode create(ResourceType type, String namespace, ObjectNode object) throws ApiException {
    return server.create(type, namespace, known(type, object), Persistence.STORED);
  }

  @Override
  public ObjectNode update(ResourceType type, ObjectNode object) throws ApiException {
    return server.update(type, Metadata.objectName(type, object), "", known(type, object), Persistence.STORED);
  }

  @Override
  public ObjectNode updateStatus(ResourceType type, ObjectNode object) throws ApiException {
    ObjectNode told = Canonical.empty();
    for (String part : List.of("metadata", "status")) {
      if (object.has(part)) {
        told.set(part, object.get(part));
      }
    }
    known(type, told);
    return server.update(type, Metadata.objectName(type, object), "status", object, Persistence.STORED);
  }

  @Override
  public ObjectNode patch(ResourceType type, ObjectName name, String subresource, ObjectNode merge)
      throws ApiException {
    return server.patch(type, name, subresource, new MergePatch(known(type, merge)), Persistence.STORED);
  }

  private static ObjectNode known(ResourceType type, ObjectNode object) throws ApiException {
    return FieldCheck.OF_PROGRAMS.sent(type, object, List.of());
  }

  @Override
  public void delete(ResourceType type, ObjectName name) throws ApiException {
    server.delete(type, name, DeleteOptions.BACKGROUND);
  }

  @Override
  public void deleteNow(ResourceType type, ObjectName name) throws ApiException {
    server.delete(type, name, DeleteOptions.NOW);
  }

  @Override
  public void bind(ObjectName pod, String node) throws ApiException {
    server.bind(pod, node, Persistence.STORED);
  }

  @Override
  public void evict(ObjectName pod) throws ApiException {
    server.evict(pod, DeleteOptions.BACKGROUND);
  }
}
