package dev.driftless.e2e;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Answers without what is different each time. Names, versions and UIDs are numbered in the order in which they appear,
 * so that it still shows which are the same.
 */
final class Anonymous {

  private static final Pattern UID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
  private static final Pattern VERSION = Pattern.compile("(?<=resourceVersion\":\")\\d+");
  private static final Pattern TIME = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z");
  private static final Pattern AGE = Pattern.compile("too old resource version: \\d+ \\(\\d+\\)");
  /** Both servers make it of the template, but not in the same way. */
  private static final Pattern HASH = Pattern.compile("(?<=pod-template-hash\":\")\\w+");
  /** Whole objects that errors repeat: with their fields in another order. */
  private static final Pattern EXCERPT = Pattern.compile("Invalid value: \\\\\"\\{.*?\\}\\\\\": ");
  private static final Pattern ADDRESS = Pattern.compile("(?<=\")10(\\.\\d+){3}(?=\")");

  private final String namespace;
  private final Map<String, String> uids = new HashMap<>();
  private final Map<String, String> versions = new HashMap<>();

  Anonymous(String namespace) {
    this.namespace = namespace;
  }

  /** Several documents, one in each line, become a list. */
  String whole(String body) {
    try {
      List<String> documents = body.lines().filter(line -> !line.isBlank()).map(JsonMapper.shared()::readTree)
          .filter(document -> !isTimed(document)).map(this::document).toList();
      return body.isBlank() ? "" : documents.size() == 1 ? documents.getFirst() : documents.toString();
    } catch (JacksonException noJson) {
      return text(body.strip().replace("\n", "\\n"));
    }
  }

  /** What the pointers lead to; {@code null} where there is nothing. */
  String parts(String body, List<String> pointers) {
    JsonNode document = JsonMapper.shared().readTree(body);
    ObjectNode parts = JsonNodeFactory.instance.objectNode();
    pointers.forEach(pointer -> parts.set(pointer, document.at(pointer).isMissingNode()
        ? JsonNodeFactory.instance.nullNode() : sorted(document.at(pointer))));
    return text(parts.toString());
  }

  /** A bookmark that comes when its time has come, and not for a reason. */
  private static boolean isTimed(JsonNode document) {
    return document.path("type").asString("").equals("BOOKMARK")
        && document.at("/object/metadata/annotations").isMissingNode();
  }

  private String document(JsonNode document) {
    clean(document);
    return text(sorted(document).toString());
  }

  private String text(String json) {
    String named = json.replace(namespace, "NS");
    named = numbered(UID, named, uids, "uid-");
    named = numbered(VERSION, named, versions, "v");
    for (String hash : HASH.matcher(named).results().map(MatchResult::group).distinct().toList()) {
      named = named.replace(hash, "HASH");
    }
    named = EXCERPT.matcher(named).replaceAll("Invalid value: OBJECT: ");
    named = TIME.matcher(named).replaceAll("TIME");
    named = ADDRESS.matcher(named).replaceAll("IP");
    return AGE.matcher(named).replaceAll("too old resource version: OLD (NEW)");
  }

  private static String numbered(Pattern pattern, String text, Map<String, String> known, String prefix) {
    return pattern.matcher(text).replaceAll(match -> known.computeIfAbsent(match.group(),
        found -> prefix + (known.size() + 1)));
  }

  /**
   * Others write too, so that the version of a list says nothing; and the objects of bookmarks have empty fields there
   * that mean nothing.
   */
  private static void clean(JsonNode node) {
    if (node instanceof ObjectNode object && object.get("metadata") instanceof ObjectNode metadata) {
      metadata.remove("managedFields");
      String base = metadata.path("generateName").asString("");
      if (!base.isEmpty() && metadata.path("name").asString("").startsWith(base)) {
        metadata.put("name", base + "?");
      }
      if (object.has("items") || !metadata.has("uid") && metadata.has("resourceVersion")) {
        metadata.put("resourceVersion", "any");
      }
      if (metadata.path("annotations").has("k8s.io/initial-events-end")) {
        object.remove(List.of("spec", "status"));
      }
      if (metadata.has("continue")) {
        metadata.put("continue", "token");
      }
    }
    node.forEach(Anonymous::clean);
  }

  private static JsonNode sorted(JsonNode node) {
    return switch (node) {
      case ObjectNode object -> {
        ObjectNode sorted = JsonNodeFactory.instance.objectNode();
        new TreeMap<>(object.properties().stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)))
            .forEach((key, value) -> sorted.set(key, sorted(value)));
        yield sorted;
      }
      case ArrayNode array -> {
        ArrayNode sorted = JsonNodeFactory.instance.arrayNode();
        array.forEach(each -> sorted.add(sorted(each)));
        yield sorted;
      }
      default -> node;
    };
  }
}
