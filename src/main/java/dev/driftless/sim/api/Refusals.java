package dev.driftless.sim.api;

import dev.driftless.sim.store.ResourceType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;
import java.util.stream.Collectors;

/** The errors of the API server, in its own words. */
public final class Refusals {

  private Refusals() {}

  public static ApiException notFound(ResourceType type, String name) {
    return new ApiException(404, "NotFound", "%s \"%s\" not found".formatted(type.resource(), name),
        details(name, type.group(), type.plural()));
  }

  /** There is no such path, type or subresource. */
  public static ApiException unknownResource() {
    return new ApiException(404, "NotFound", "the server could not find the requested resource");
  }

  static ApiException alreadyExists(ResourceType type, String name) {
    return new ApiException(409, "AlreadyExists", "%s \"%s\" already exists".formatted(type.resource(), name),
        details(name, type.group(), type.plural()));
  }

  static ApiException conflict(ResourceType type, String name, String why) {
    return new ApiException(409, "Conflict",
        "Operation cannot be fulfilled on %s \"%s\": %s".formatted(type.resource(), name, why),
        details(name, type.group(), type.plural()));
  }

  static ApiException modified(ResourceType type, String name) {
    return conflict(type, name,
        "the object has been modified; please apply your changes to the latest version and try again");
  }

  static ApiException forbidden(ResourceType type, String name, String why) {
    return new ApiException(403, "Forbidden", "%s \"%s\" is forbidden: %s".formatted(type.resource(), name, why),
        details(name, type.group(), type.plural()));
  }

  /** @param errors at least one */
  static ApiException invalid(String group, String kind, String name, List<FieldError> errors) {
    String list = errors.stream().distinct().map(FieldError::toString).collect(Collectors.joining(", "));
    ObjectNode details = details(name, group, kind);
    ArrayNode causes = details.putArray("causes");
    for (FieldError error : errors) {
      causes.addObject().put("reason", error.reason()).put("message", error.message()).put("field", error.field());
    }
    String what = group.isEmpty() ? kind : kind + "." + group;
    return new ApiException(422, "Invalid", "%s \"%s\" is invalid: %s".formatted(what, name,
        errors.stream().distinct().count() == 1 ? list : "[" + list + "]"), details);
  }

  /** @param kind of the options: {@code DeleteOptions} */
  public static ApiException unsupportedOption(String kind, String field, JsonNode value, String... supported) {
    return invalid("meta.k8s.io", kind, "", List.of(FieldError.unsupported(field, value, List.of(supported))));
  }

  /** A deletion says in two ways what becomes of what depends on the object. */
  public static ApiException twoPropagations(String policy) {
    return invalid("meta.k8s.io", "DeleteOptions", "", List.of(FieldError.invalid("propagationPolicy",
        JsonNodeFactory.instance.stringNode(policy), "orphanDependents and deletionPropagation cannot be both set")));
  }

  /** A patch that is no apply says that it goes over the heads of others. */
  public static ApiException forced() {
    return invalid("meta.k8s.io", "PatchOptions", "",
        List.of(FieldError.forbidden("force", "may not be specified for non-apply patch")));
  }

  /** The number of replicas that the subresource {@code scale} was sent is below 0. */
  public static ApiException negativeScale(String name, JsonNode replicas) {
    return invalid("autoscaling", "Scale", name,
        List.of(FieldError.invalid("spec.replicas", replicas, "must be greater than or equal to 0")));
  }

  /** In the words of the real one. */
  public static String unknownKind(String kind, String apiVersion) {
    return "no kind \"%s\" is registered for version \"%s\" in scheme \"pkg/runtime/scheme.go:111\""
        .formatted(kind, apiVersion);
  }

  /** The body does not say what the path does. */
  static ApiException unnamed(String name) {
    return badRequest(
        "the name of the object (%s based on URL) was undeterminable: name must be provided".formatted(name));
  }

  /** The body is of another namespace than the path. */
  public static ApiException otherNamespace() {
    return badRequest("the namespace of the provided object does not match the namespace sent on the request");
  }

  public static ApiException badRequest(String why) {
    return new ApiException(400, "BadRequest", why);
  }

  public static ApiException methodNotAllowed() {
    return new ApiException(405, "MethodNotAllowed", "the server does not allow this method on the requested resource");
  }

  /** The history that is asked for is forgotten. */
  public static ApiException expired(String why) {
    return new ApiException(410, "Expired", why);
  }

  static ObjectNode details(String name, String group, String kind) {
    ObjectNode details = JsonNodeFactory.instance.objectNode();
    if (!name.isEmpty()) {
      details.put("name", name);
    }
    if (!group.isEmpty()) {
      details.put("group", group);
    }
    return kind.isEmpty() ? details : details.put("kind", kind);
  }
}
