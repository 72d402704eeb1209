package dev.driftless.sim.http;

import dev.driftless.sim.api.ApiException;
import dev.driftless.sim.api.Refusals;
import dev.driftless.sim.store.ObjectName;
import dev.driftless.sim.store.ResourceType;

/** What a request is about, of a type that exists. */
record Target(ApiResource resource, RequestPath path) {

  static Target of(RequestPath path) throws ApiException {
    ApiResource resource = ApiResources.find(path.group(), path.version(), path.resource())
        .orElseThrow(Refusals::unknownResource);
    boolean misplaced = !path.namespace().isEmpty() && !resource.shown().namespaced()
        || !path.name().isEmpty() && path.namespace().isEmpty() && resource.shown().namespaced();
    boolean unknown = !path.subresource().isEmpty() && !resource.has(path.subresource());
    if (misplaced || unknown) {
      throw Refusals.unknownResource();
    }
    return new Target(resource, path);
  }

  ResourceType type() {
    return resource.stored();
  }

  ObjectName name() {
    return new ObjectName(path.namespace(), path.name());
  }

  String subresource() {
    return path.subresource();
  }

  /** Whether all objects of the type are meant, at least those of the namespace. */
  boolean isCollection() {
    return path.name().isEmpty();
  }
}
