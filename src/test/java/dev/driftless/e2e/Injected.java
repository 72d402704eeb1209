package dev.driftless.e2e;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What an injector made of a pod, in a form in which order does not matter where it has no meaning.
 *
 * @param refusal        empty if the pod was allowed; with the names of templates sorted, which istiod does not do
 * @param revision       empty if nothing was injected
 * @param containers     of each kind, in order: names, images, resources
 * @param everythingElse the rest of what the pod says, by path
 */
record Injected(String refusal, String revision, List<String> initContainers, List<String> containers,
    Map<String, Object> everythingElse) {

  private static final JsonMapper JSON = new JsonMapper();
  private static final String STATUS = "sidecar.istio.io/status";
  private static final String OVERRIDES = "proxy.istio.io/overrides";

  static Injected of(RawApi.Answer answer) {
    if (answer.pod() == null) {
      return new Injected(refusal(answer.refusal()), "", List.of(), List.of(), Map.of());
    }
    JsonNode annotations = answer.pod().path("metadata").path("annotations");
    JsonNode status = annotations.has(STATUS) ? JSON.readTree(annotations.path(STATUS).asString())
        : JSON.createObjectNode();
    return new Injected("", status.path("revision").asString(""), brief(answer.pod(), "initContainers"),
        brief(answer.pod(), "containers"), rest(answer.pod()));
  }

  boolean isInjected() {
    return !revision.isEmpty();
  }

  /** What differs, by its path. */
  Map<String, String> differences(Injected other) {
    Map<String, Object> mine = all();
    Map<String, Object> others = other.all();
    Map<String, String> differences = new TreeMap<>();
    Stream.concat(mine.keySet().stream(), others.keySet().stream())
        .filter(path -> !Objects.equals(mine.get(path), others.get(path)))
        .forEach(path -> differences.put(path, mine.get(path) + " != " + others.get(path)));
    return differences;
  }

  private Map<String, Object> all() {
    Map<String, Object> all = new TreeMap<>(everythingElse);
    all.putAll(Map.of("(refusal)", refusal, "(revision)", revision, "(initContainers)", initContainers,
        "(containers)", containers));
    return all;
  }

  /** Problems and names of templates come in the order of a hash, and parsers of YAML have each their own words. */
  private static String refusal(String message) {
    return message.lines().map(line -> line.replaceFirst("(failed to convert to apply proxy config): .*", "$1"))
        .map(line -> {
          int names = line.indexOf("; have ");
          return names < 0 ? line : line.substring(0, names)
              + List.of(line.substring(names + "; have ".length()).split(", ")).stream().sorted().toList();
        }).sorted().toList().toString();
  }

  private static List<String> brief(ObjectNode pod, String list) {
    return pod.path("spec").path(list).valueStream().map(container -> Objects.toString(List.of(
        container.path("name"), container.path("image"), container.path("restartPolicy").asString(""),
        sorted(container.path("resources"))))).toList();
  }

  private static Map<String, Object> rest(ObjectNode pod) {
    Map<String, Object> rest = new TreeMap<>();
    pod.path("metadata").path("labels").properties()
        .forEach(label -> rest.put("label " + label.getKey(), label.getValue().asString()));
    pod.path("metadata").path("annotations").properties().forEach(annotation -> rest.put(annotation.getKey(),
        List.of(STATUS, OVERRIDES).contains(annotation.getKey())
            ? sorted(JSON.readTree(annotation.getValue().asString())) : annotation.getValue().asString()));
    for (String list : List.of("initContainers", "containers")) {
      pod.path("spec").path(list)
          .forEach(container -> put(rest, list + "." + container.path("name").asString() + ".", container));
    }
    for (String field : List.of("volumes", "securityContext", "imagePullSecrets")) {
      rest.put(field, sorted(pod.path("spec").path(field)));
    }
    return rest;
  }

  private static void put(Map<String, Object> rest, String path, JsonNode container) {
    container.path("env")
        .forEach(variable -> rest.put(path + "env." + variable.path("name").asString(), sorted(variable)));
    container.properties().stream().filter(field -> !field.getKey().equals("env"))
        .forEach(field -> rest.put(path + field.getKey(), sorted(field.getValue())));
  }

  /** Objects by their keys. */
  private static Object sorted(JsonNode node) {
    if (node.isObject()) {
      Map<String, Object> fields = new TreeMap<>();
      node.properties().forEach(field -> fields.put(field.getKey(), sorted(field.getValue())));
      return fields;
    }
    return node.isArray() ? node.valueStream().map(Injected::sorted).toList() : node.toString();
  }
}
