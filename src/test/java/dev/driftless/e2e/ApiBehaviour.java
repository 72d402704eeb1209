package dev.driftless.e2e;

import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** Something that the API server does, as requests in a namespace of their own. */
record ApiBehaviour(String name, List<ApiRequest> requests) {

  private static final Path FOLDER = Programs.PROJECT.resolve("src/test/resources/api-behaviours");
  private static final List<String> FILES =
      List.of("create", "validate", "metadata", "amounts", "events", "fields", "read", "update", "patch", "delete",
          "evict", "watch");
  private static final ObjectMapper YAML =
      YAMLMapper.builder().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  /** @param shapes bodies that several requests have: they say only its name */
  private record File(Map<String, JsonNode> shapes, LinkedHashMap<String, List<ApiRequest>> behaviours) {

    Stream<ApiBehaviour> all() {
      return behaviours.entrySet().stream().map(entry -> new ApiBehaviour(entry.getKey(),
          entry.getValue().stream().map(request -> request.body() != null && request.body().isString()
              ? request.withBody(Objects.requireNonNull(shapes.get(request.body().asString()), request.toString()))
              : request).toList()));
    }
  }

  static List<ApiBehaviour> all() {
    return FILES.stream().map(file -> YAML.readValue(Programs.read(FOLDER.resolve(file + ".yaml")), File.class))
        .flatMap(File::all).toList();
  }

  /** Of its namespace: the same each time, and no other's. */
  String namespace() {
    return "b-" + Integer.toHexString(name.hashCode());
  }

  @Override
  public String toString() {
    return name;
  }
}
