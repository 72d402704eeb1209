package dev.driftless.sim.api;

import dev.driftless.sim.store.ObjectName;
import dev.driftless.sim.store.ResourceType;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a part of the cluster (a controller, the scheduler, a kubelet, an installer) asks of the API server, in its own
 * name. Reading is free: as informers do, they read the {@link dev.driftless.sim.store.Store store} itself. An object
 * given in is given away; an object got back is only to be read.
 */
public interface Client {

  ObjectNode create(ResourceType type, String namespace, ObjectNode object) throws ApiException;

  /** A PUT: refused with 409 if the object carries an outdated resourceVersion. */
  ObjectNode update(ResourceType type, ObjectNode object) throws ApiException;

  /** A PUT of the subresource {@code status}: nothing but the status changes. */
  ObjectNode updateStatus(ResourceType type, ObjectNode object) throws ApiException;

  /** A JSON merge patch (RFC 7386); {@code subresource} is empty for the object itself. */
  ObjectNode patch(ResourceType type, ObjectName name, String subresource, ObjectNode merge) throws ApiException;

  /** With the object's own grace period; an object with finalizers or a running pod only gets its deletionTimestamp. */
  void delete(ResourceType type, ObjectName name) throws ApiException;

  /** What a kubelet does in the end: the pod is gone at once. */
  void deleteNow(ResourceType type, ObjectName name) throws ApiException;

  /** The subresource {@code binding}: the pod is on that node from now on. */
  void bind(ObjectName pod, String node) throws ApiException;

  /** The subresource {@code eviction}: refused with 429 if a disruption budget says no. */
  void evict(ObjectName pod) throws ApiException;
}
