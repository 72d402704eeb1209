package dev.driftless.sim.api;

import dev.driftless.sim.store.ObjectName;
import dev.driftless.sim.store.ResourceType;
import tools.jackson.databind.node.ObjectNode;

/** What a body must have in common with the path that it is sent to. */
final class Bodies {

  private Bodies() {}

  static void checkKind(ResourceType type, ObjectNode body) throws ApiException {
    String kind = body.path("kind").asString("");
    String apiVersion = body.path("apiVersion").asString("");
    boolean right = kind.isEmpty() || kind.equals(type.kind());
    if (!right || !apiVersion.isEmpty() && !apiVersion.equals(type.apiVersion())) {
      String version = apiVersion.substring(apiVersion.indexOf('/') + 1);
      throw Refusals.badRequest(("%s in version \"%s\" cannot be handled as a %s: no kind \"%s\" is registered for"
          + " version \"%s\" in scheme \"pkg/runtime/scheme.go:111\"")
          .formatted(kind, version, type.kind(), kind, apiVersion));
    }
  }

  static void checkNamespace(ResourceType type, String namespace, ObjectNode body) throws ApiException {
    String given = Metadata.namespace(body);
    if (type.namespaced() && !given.isEmpty() && !given.equals(namespace)) {
      throw Refusals.badRequest(
          "the namespace of the provided object does not match the namespace sent on the request");
    }
  }

  static void checkName(ResourceType type, ObjectName name, ObjectNode body) throws ApiException {
    String given = Metadata.name(body);
    if (given.isEmpty()) {
      throw Refusals.badRequest(
          "the name of the object (%s based on URL) was undeterminable: name must be provided".formatted(name.name()));
    }
    if (!given.equals(name.name())) {
      throw Refusals.badRequest(
          "the name of the object (%s) does not match the name on the URL (%s)".formatted(given, name.name()));
    }
    checkNamespace(type, name.namespace(), body);
  }
}
