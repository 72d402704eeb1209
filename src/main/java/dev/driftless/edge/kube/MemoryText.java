package dev.driftless.edge.kube;

import dev.driftless.config.TreeReader;
import dev.driftless.core.drift.MeshMemory;
import dev.driftless.core.model.Parsed;
import dev.driftless.core.model.Tree;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What is remembered of the mesh, as text. */
final class MemoryText {

  private static final JsonMapper JSON = JsonMapper.shared();

  private MemoryText() {}

  static String settings(MeshMemory memory) {
    ObjectNode revisions = JSON.createObjectNode();
    new TreeMap<>(memory.epochs()).forEach((revision, epochs) -> {
      ArrayNode list = revisions.putArray(revision);
      epochs.forEach(epoch -> {
        ObjectNode one = list.addObject().put("since", epoch.since().toString())
            .put("until", epoch.until().toString());
        new TreeMap<>(epoch.settings()).forEach(one.putObject("settings")::put);
      });
    });
    return revisions.toString();
  }

  static String injectors(MeshMemory memory) {
    ObjectNode revisions = JSON.createObjectNode();
    new TreeMap<>(memory.injectors()).forEach((revision, standing) -> revisions.putObject(revision)
        .put("since", standing.since().toString()).put("fingerprint", standing.fingerprint()));
    return revisions.toString();
  }

  /** What cannot be read is forgotten: no knowledge is safe, wrong knowledge is not. */
  static MeshMemory read(String settings, String injectors) {
    if (!(TreeReader.json(settings) instanceof Parsed.Value(Tree revisions))
        || !(TreeReader.json(injectors) instanceof Parsed.Value(Tree standings))) {
      return MeshMemory.NOTHING;
    }
    Map<String, List<MeshMemory.Epoch>> epochs = new TreeMap<>();
    for (Map.Entry<String, Tree> revision : revisions.entries().entrySet()) {
      List<MeshMemory.Epoch> known = new ArrayList<>();
      for (Tree epoch : revision.getValue().items()) {
        try {
          known.add(new MeshMemory.Epoch(Instant.parse(epoch.at("since").text().orElse("")),
              Instant.parse(epoch.at("until").text().orElse("")),
              epoch.at("settings").entries().entrySet().stream().collect(
                  Collectors.toMap(Map.Entry::getKey, setting -> setting.getValue().text().orElse("")))));
        } catch (DateTimeParseException e) {
          return MeshMemory.NOTHING;
        }
      }
      if (!known.isEmpty()) {
        epochs.put(revision.getKey(), List.copyOf(known));
      }
    }
    return new MeshMemory(Map.copyOf(epochs), standings(standings));
  }

  private static Map<String, MeshMemory.Standing> standings(Tree revisions) {
    Map<String, MeshMemory.Standing> known = new TreeMap<>();
    revisions.entries().forEach((revision, standing) -> {
      try {
        known.put(revision, new MeshMemory.Standing(Instant.parse(standing.at("since").text().orElse("")),
            standing.at("fingerprint").text().orElse("")));
      } catch (DateTimeParseException e) {
        known.remove(revision);
      }
    });
    return Map.copyOf(known);
  }
}
