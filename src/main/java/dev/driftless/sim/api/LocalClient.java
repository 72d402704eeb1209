package dev.driftless.sim.api;

import dev.driftless.sim.store.ObjectName;
import dev.driftless.sim.store.ResourceType;
import tools.jackson.databind.node.ObjectNode;

/** Asks without a network in between. */
record LocalClient(ApiServer server, String user) implements Client {

  @Override
  public ObjectNode create(ResourceType type, String namespace, ObjectNode object) throws ApiException {
    return server.create(type, namespace, object, Persistence.STORED);
  }

  @Override
  public ObjectNode update(ResourceType type, ObjectNode object) throws ApiException {
    return server.update(type, Metadata.objectName(type, object), "", object, Persistence.STORED);
  }

  @Override
  public ObjectNode updateStatus(ResourceType type, ObjectNode object) throws ApiException {
    return server.update(type, Metadata.objectName(type, object), "status", object, Persistence.STORED);
  }

  @Override
  public ObjectNode patch(ResourceType type, ObjectName name, String subresource, ObjectNode merge)
      throws ApiException {
    return server.patch(type, name, subresource, new MergePatch(merge), Persistence.STORED);
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
