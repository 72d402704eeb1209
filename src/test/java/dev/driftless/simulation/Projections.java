package dev.driftless.simulation;

import dev.driftless.core.model.Change;
import dev.driftless.core.model.Resource;
import dev.driftless.edge.kube.OfflineEdge;
import tools.jackson.databind.node.ObjectNode;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/** What informers make of the newest version of each object: the same for all, and so made once. */
final class Projections {

  private final Map<Resource, Map<String, Made>> newest = new EnumMap<>(Resource.class);

  private record Made(String version, Change change) {}

  Change of(OfflineEdge.Reader reader, ObjectNode object) {
    String uid = object.path("metadata").path("uid").asString();
    String version = object.path("metadata").path("resourceVersion").asString();
    Map<String, Made> known = newest.computeIfAbsent(reader.resource(), key -> new HashMap<>());
    Made made = known.get(uid);
    if (made == null || !made.version().equals(version)) {
      made = new Made(version, reader.change(object.toString()));
      known.put(uid, made);
    }
    return made.change();
  }
}
