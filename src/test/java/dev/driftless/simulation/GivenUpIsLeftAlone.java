package dev.driftless.simulation;

import dev.driftless.core.engine.Fact;
import dev.driftless.core.remediation.Outcome;
import dev.driftless.sim.store.ResourceTypes;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Invariant 10: what was given up is left alone until its target or its template changes, or a person asks for it,
 * which works once. Any change of the mesh counts as one of every target, also of those that are the same in the end.
 */
final class GivenUpIsLeftAlone implements Invariant {

  private static final List<Outcome> GIVEN_UP = List.of(Outcome.REVERTED, Outcome.DID_NOT_CONVERGE);

  private final Map<String, JsonNode> templates = new HashMap<>();
  private final Map<String, String> givenUp = new HashMap<>();

  GivenUpIsLeftAlone(World world) {
    world.cluster().store().subscribe(event -> {
      if (event.resource().equals(ResourceTypes.CONFIG_MAPS) && event.name().namespace().equals(World.MESH)) {
        givenUp.clear();
      }
    });
  }

  @Override
  public void told(int process, Fact fact) {
    if (fact instanceof Fact.Ended ended && GIVEN_UP.contains(ended.outcome())) {
      givenUp.put(ended.ref().uid(), ended.marks().target());
    }
  }

  @Override
  public void wrote(Write write) {
    if (!write.stored()) {
      return;
    }
    JsonNode template = plain(write.after());
    Optional<String> target = Optional.ofNullable(givenUp.remove(write.uid()));
    boolean same = template.equals(templates.put(write.uid(), template));
    if (same && !write.isRetry() && target.equals(Optional.of(write.mark("target")))) {
      throw new Violation(10, "given up, and restarted again: " + write);
    }
  }

  /** Without what a restart leaves on it. */
  private static JsonNode plain(ObjectNode workload) {
    JsonNode template = workload.path("spec").path("template").deepCopy();
    if (template.path("metadata").path("annotations") instanceof ObjectNode annotations) {
      annotations.remove(List.of("kubectl.kubernetes.io/restartedAt", "driftless.dev/restart-id"));
    }
    return template;
  }
}
