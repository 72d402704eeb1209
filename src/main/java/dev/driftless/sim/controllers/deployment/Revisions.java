package dev.driftless.sim.controllers.deployment;

import dev.driftless.sim.controllers.frame.Read;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** The annotations of ReplicaSets: which revision they are, and what their Deployment says of itself. Pure. */
final class Revisions {

  static final String REVISION = "deployment.kubernetes.io/revision";

  private static final String HISTORY = "deployment.kubernetes.io/revision-history";
  private static final Set<String> NOT_COPIED = Set.of("kubectl.kubernetes.io/last-applied-configuration", REVISION,
      HISTORY, Rescaling.DESIRED, Rescaling.MOST, "deprecated.deployment.rollback.to");

  private Revisions() {}

  static long of(ObjectNode object) {
    String revision = Read.annotation(object, REVISION);
    return revision.isEmpty() ? 0 : Long.parseLong(revision);
  }

  /** One more than that of any old one. */
  static long next(List<ObjectNode> old) {
    return old.stream().mapToLong(Revisions::of).max().orElse(0) + 1;
  }

  /** Those that a new ReplicaSet has, or the current one should have. */
  static ObjectNode annotations(Fleet fleet, ObjectNode existing) {
    ObjectNode annotations = JsonNodeFactory.instance.objectNode();
    annotations.setAll(Read.object(existing, "metadata", "annotations"));
    for (Map.Entry<String, JsonNode> own : Read.object(fleet.deployment(), "metadata", "annotations").properties()) {
      if (!NOT_COPIED.contains(own.getKey())) {
        annotations.set(own.getKey(), own.getValue());
      }
    }
    long before = of(existing);
    long next = next(fleet.old());
    if (before < next) {
      annotations.put(REVISION, Long.toString(next));
      if (before > 0) {
        String history = Read.annotation(existing, HISTORY);
        annotations.put(HISTORY, history.isEmpty() ? Long.toString(before) : history + "," + before);
      }
    }
    return annotations;
  }
}
