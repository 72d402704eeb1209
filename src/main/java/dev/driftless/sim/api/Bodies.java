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
        : Refusals.unknownKind(kind, apiVersion);
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
      throw Refusals.otherNamespace();
    }
  }

  static void checkUid(ResourceType type, ObjectName name, ObjectNode stored, ObjectNode body) throws ApiException {
    String uid = Metadata.uid(body);
    if (!uid.isEmpty() && !uid.equals(Metadata.uid(stored))) {
      throw Refusals.conflict(type, name.name(), ("StorageError: invalid object, Code: 4, Key: /registry/%s/%s,"
          + " ResourceVersion: 0, AdditionalErrorMsg: Precondition failed: UID in precondition: %s, UID in object meta:"
          + " %s")
          .formatted(type.plural(), name, uid, Metadata.uid(stored)));
    }
  }

  static void checkName(ResourceType type, ObjectName name, ObjectNode body) throws ApiException {
    String given = Metadata.name(body);
    if (given.isEmpty()) {
      throw Refusals.unnamed(name.name());
    }
    if (!given.equals(name.name())) {
      throw Refusals.badRequest(
          "the name of the object (%s) does not match the name on the URL (%s)".formatted(given, name.name()));
    }
    checkNamespace(type, name.namespace(), body);
  }
}
