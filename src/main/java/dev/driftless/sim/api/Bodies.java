package dev.driftless.sim.api;

import dev.driftless.sim.store.ObjectName;
import dev.driftless.sim.store.ResourceType;
import dev.driftless.sim.store.ResourceTypes;
import tools.jackson.databind.node.ObjectNode;

/** What a body must have in common with the path that it is sent to. */
final class Bodies {

  private Bodies() {}

  static void checkKind(ResourceType type, ObjectNode body) throws ApiException {
    String kind = body.path("kind").asString("");
    String apiVersion = body.path("apiVersion").asString("");
    boolean right = kind.isEmpty() || kind.equals(type.kind());
    if (!right || !apiVersion.isEmpty() && !apiVersion.equals(type.apiVersion())) {
      throw Refusals.badRequest("%s in version \"%s\" cannot be handled as a %s: %s".formatted(kind,
          apiVersion.substring(apiVersion.indexOf('/') + 1), type.kind(), misfit(type, kind, apiVersion)));
    }
  }

  private static String misfit(ResourceType type, String kind, String apiVersion) {
    return known(kind, apiVersion) ? "converting (%s.%s) to (%s.%s): unknown conversion"
        .formatted(apiVersion.substring(apiVersion.indexOf('/') + 1), kind, internal(type), type.kind())
        : "no kind \"%s\" is registered for version \"%s\" in scheme \"pkg/runtime/scheme.go:111\""
            .formatted(kind, apiVersion);
  }

  private static boolean known(String kind, String apiVersion) {
    return ResourceTypes.ALL.stream()
        .anyMatch(type -> type.kind().equals(kind) && type.apiVersion().equals(apiVersion));
  }

  /** How the real server calls its own version of the group. */
  private static String internal(ResourceType type) {
    return type.group().isEmpty() ? "core" : type.group().replaceFirst("\\..*", "");
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
