package dev.driftless.sim.http;

import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;
import java.util.Optional;

/** What there is to ask for: {@code /api}, {@code /apis} and one list for each group. */
final class Discovery {

  private static final List<String> VERBS =
      List.of("create", "delete", "deletecollection", "get", "list", "patch", "update", "watch");
  private static final List<String> SUBRESOURCE_VERBS = List.of("get", "patch", "update");
  private static final String VERSION = "v1";

  private Discovery() {}

  /** Empty if the path is not one of discovery. */
  static Optional<Answer> answer(String path) {
    String[] parts = path.split("/");
    return switch (parts.length) {
      case 2 -> switch (path) {
        case "/api" -> json(versions());
        case "/apis" -> json(groups());
        default -> Optional.empty();
      };
      case 3 -> path.equals("/api/v1") ? json(resources("", VERSION))
          : path.startsWith("/apis/") && ApiResources.groups().contains(parts[2]) ? json(group(parts[2]))
          : Optional.empty();
      case 4 -> path.startsWith("/apis/") && ApiResources.groups().contains(parts[2])
          && parts[3].equals(ApiResources.version(parts[2]))
          ? json(resources(parts[2], parts[3])) : Optional.empty();
      default -> Optional.empty();
    };
  }

  private static Optional<Answer> json(ObjectNode body) {
    return Optional.of(Answer.json(Answer.OK, body));
  }

  private static ObjectNode versions() {
    ObjectNode versions = object("APIVersions", "");
    versions.putArray("versions").add(VERSION);
    return versions;
  }

  private static ObjectNode groups() {
    ObjectNode list = object("APIGroupList", VERSION);
    ArrayNode groups = list.putArray("groups");
    ApiResources.groups().forEach(name -> groups.add(content(JsonNodeFactory.instance.objectNode(), name)));
    return list;
  }

  private static ObjectNode group(String name) {
    return content(object("APIGroup", VERSION), name);
  }

  private static ObjectNode content(ObjectNode group, String name) {
    group.put("name", name);
    group.putArray("versions").add(version(name));
    group.set("preferredVersion", version(name));
    return group;
  }

  private static ObjectNode version(String group) {
    String version = ApiResources.version(group);
    return JsonNodeFactory.instance.objectNode().put("groupVersion", group + "/" + version).put("version", version);
  }

  private static ObjectNode resources(String group, String version) {
    ObjectNode list = object("APIResourceList", VERSION)
        .put("groupVersion", group.isEmpty() ? version : group + "/" + version);
    ArrayNode resources = list.putArray("resources");
    for (ApiResource resource : ApiResources.of(group, version)) {
      ObjectNode entry = resources.addObject().put("name", resource.shown().plural())
          .put("singularName", resource.singular()).put("namespaced", resource.shown().namespaced())
          .put("kind", resource.shown().kind());
      strings(entry, "verbs", resource.isDeletedAsCollection() ? VERBS
          : VERBS.stream().filter(verb -> !verb.equals("deletecollection")).toList());
      strings(entry, "shortNames", resource.shortNames());
      strings(entry, "categories", resource.categories());
      resource.subresources().forEach(name -> resources.add(subresource(resource, name)));
    }
    if (group.equals("authorization.k8s.io")) {
      ObjectNode review = resources.addObject().put("name", "selfsubjectaccessreviews")
          .put("singularName", "selfsubjectaccessreview").put("namespaced", false)
          .put("kind", "SelfSubjectAccessReview");
      strings(review, "verbs", List.of("create"));
    }
    return list;
  }

  private static ObjectNode subresource(ApiResource resource, String name) {
    ObjectNode entry = JsonNodeFactory.instance.objectNode().put("name", resource.shown().plural() + "/" + name)
        .put("singularName", "").put("namespaced", resource.shown().namespaced());
    switch (name) {
      case "scale" -> entry.put("group", "autoscaling").put("version", VERSION).put("kind", "Scale");
      case "eviction" -> entry.put("group", "policy").put("version", VERSION).put("kind", "Eviction");
      case "binding" -> entry.put("kind", "Binding");
      default -> entry.put("kind", resource.shown().kind());
    }
    strings(entry, "verbs", switch (name) {
      case "eviction", "binding" -> List.of("create");
      case "finalize" -> List.of("update");
      default -> SUBRESOURCE_VERBS;
    });
    return entry;
  }

  private static void strings(ObjectNode entry, String field, List<String> values) {
    if (!values.isEmpty()) {
      values.forEach(entry.withArray(field)::add);
    }
  }

  private static ObjectNode object(String kind, String apiVersion) {
    ObjectNode object = JsonNodeFactory.instance.objectNode().put("kind", kind);
    return apiVersion.isEmpty() ? object : object.put("apiVersion", apiVersion);
  }
}
