package dev.driftless.sim.http;

import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.util.Optional;

/**
 * As much of OpenAPI v3 as kubectl asks for before it writes: which types there are, and that the server looks at
 * fields itself. It tells no schemas.
 */
final class OpenApi {

  private static final String ROOT = "/openapi/v3";

  private OpenApi() {}

  /** Empty if there is no such document. */
  static Optional<Answer> answer(String path) {
    if (path.equals(ROOT)) {
      return Optional.of(Answer.json(Answer.OK, index()));
    }
    if (!path.startsWith(ROOT + "/")) {
      return Optional.empty();
    }
    String groupVersion = path.substring(ROOT.length() + 1);
    ObjectNode document = document(groupVersion);
    return document.path("paths").isEmpty() ? Optional.empty() : Optional.of(Answer.json(Answer.OK, document));
  }

  private static String prefix(ApiResource resource) {
    return (resource.shown().group().isEmpty() ? "api/" : "apis/") + resource.shown().apiVersion();
  }

  private static ObjectNode index() {
    ObjectNode index = JsonNodeFactory.instance.objectNode();
    ObjectNode paths = index.putObject("paths");
    ApiResources.ALL.forEach(resource -> paths.putObject(prefix(resource))
        .put("serverRelativeURL", ROOT + "/" + prefix(resource)));
    return index;
  }

  private static ObjectNode document(String groupVersion) {
    ObjectNode document = JsonNodeFactory.instance.objectNode().put("openapi", "3.0.0");
    document.putObject("info").put("title", "Kubernetes").put("version", Fixed.GIT_VERSION);
    document.putObject("components").putObject("schemas");
    ObjectNode paths = document.putObject("paths");
    for (ApiResource resource : ApiResources.ALL) {
      if (prefix(resource).equals(groupVersion)) {
        String namespace = resource.shown().namespaced() ? "/namespaces/{namespace}" : "";
        ObjectNode patch = paths.putObject("/" + groupVersion + namespace + "/" + resource.shown().plural() + "/{name}")
            .putObject("patch");
        patch.putArray("parameters").addObject().put("name", "fieldValidation").put("in", "query");
        patch.putObject("x-kubernetes-group-version-kind").put("group", resource.shown().group())
            .put("kind", resource.shown().kind()).put("version", resource.shown().version());
      }
    }
    return document;
  }
}
