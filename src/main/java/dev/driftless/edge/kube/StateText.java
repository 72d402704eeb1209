package dev.driftless.edge.kube;

import dev.driftless.config.TreeReader;
import dev.driftless.core.engine.Memory;
import dev.driftless.core.model.Parsed;
import dev.driftless.core.model.Tree;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.TreeMap;

/** What we remember, as the data of our ConfigMap. */
final class StateText {

  static final String MESH_SETTINGS = "mesh-settings";
  static final String INJECTORS = "injectors";
  static final String CAMPAIGNS = "campaigns";
  static final String BREAKER = "breaker";
  static final String REVERTED = "reverted";

  private static final JsonMapper JSON = JsonMapper.shared();

  private StateText() {}

  static Map<String, String> write(Memory memory) {
    Map<String, String> data = new TreeMap<>();
    data.put(MESH_SETTINGS, MemoryText.settings(memory.mesh()));
    data.put(INJECTORS, MemoryText.injectors(memory.mesh()));
    data.put(CAMPAIGNS, times(memory.campaigns()));
    data.put(BREAKER, times(memory.opened()));
    ObjectNode reverted = JSON.createObjectNode();
    new TreeMap<>(memory.reverted()).forEach((uid, given) -> reverted.putObject(uid).put("target", given.target())
        .put("template", given.templateDigest()).put("detail", given.detail()).put("proved", given.proved()));
    data.put(REVERTED, reverted.toString());
    return data;
  }

  private static String times(Map<String, Instant> times) {
    ObjectNode object = JSON.createObjectNode();
    new TreeMap<>(times).forEach((name, time) -> object.put(name, time.toString()));
    return object.toString();
  }

  /** What cannot be read is forgotten: a campaign then begins again with a canary. */
  static Memory read(JsonNode data) {
    return new Memory(
        MemoryText.read(data.path(MESH_SETTINGS).asString("{}"), data.path(INJECTORS).asString("{}")),
        times(data.path(CAMPAIGNS).asString("{}")), times(data.path(BREAKER).asString("{}")),
        reverted(data.path(REVERTED).asString("{}")));
  }

  private static Map<String, Instant> times(String text) {
    Map<String, Instant> times = new TreeMap<>();
    tree(text).entries().forEach((name, time) -> {
      try {
        times.put(name, Instant.parse(time.text().orElse("")));
      } catch (DateTimeParseException e) {
        times.remove(name);
      }
    });
    return Map.copyOf(times);
  }

  private static Map<String, Memory.Reverted> reverted(String text) {
    Map<String, Memory.Reverted> reverted = new TreeMap<>();
    tree(text).entries().forEach((uid, given) -> given.at("target").text().ifPresent(
        target -> reverted.put(uid, new Memory.Reverted(target, given.at("template").text().orElse(""),
            given.at("detail").text().orElse(""), given.at("proved").text().filter("true"::equals).isPresent()))));
    return Map.copyOf(reverted);
  }

  private static Tree tree(String text) {
    return TreeReader.json(text) instanceof Parsed.Value(Tree tree) ? tree : Tree.NOTHING;
  }
}
