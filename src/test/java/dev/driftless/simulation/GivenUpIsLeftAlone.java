package dev.driftless.simulation;

import dev.driftless.core.engine.Fact;
import dev.driftless.core.remediation.Outcome;
import dev.driftless.sim.store.StoreEvent;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Invariant 10: what was given up is left alone until its target or its template changes, or a person asks for it,
 * which works once. Any change of the mesh counts as one of every target, also of those that are the same in the end.
 */
final class GivenUpIsLeftAlone implements Invariant {

  private final Map<String, JsonNode> templates = new HashMap<>();
  private final Map<String, String> givenUp = new HashMap<>();
  private final Set<String> running = new HashSet<>();

  GivenUpIsLeftAlone(World world) {
    world.cluster().store().subscribe(this::changed);
  }

  /** Whoever takes the restart off the template before it is over, and changes nothing else, does not want it. */
  private void changed(StoreEvent event) {
    if (Oracle.isMesh(event)) {
      givenUp.clear();
    }
    String uid = event.object().path("metadata").path("uid").asString("");
    if (restartId(event.object()).isEmpty() && running.remove(uid) && !Oracle.isRolledOut(event.before())
        && plain(event.before()).equals(plain(event.object()))) {
      givenUp.put(uid, Write.annotations(event.before().path("metadata")).path("driftless.dev/target").asString(""));
    }
  }

  private static String restartId(ObjectNode workload) {
    JsonNode marked = Oracle.evicts(workload) ? workload : workload.path("spec").path("template");
    return Write.annotations(marked.path("metadata")).path("driftless.dev/restart-id").asString("");
  }

  @Override
  public void told(int process, Fact fact) {
    if (fact instanceof Fact.Ended ended && ended.outcome() == Outcome.DID_NOT_CONVERGE) {
      givenUp.put(ended.ref().uid(), ended.marks().target());
    }
    if (fact instanceof Fact.EvictionRequested request && !request.dryRun()
        && request.marks().target().equals(givenUp.get(request.ref().uid()))) {
      throw new Violation(10, "given up, and goes on: " + fact);
    }
  }

  @Override
  public void wrote(Write write) {
    if (!write.stored()) {
      return;
    }
    if (!restartId(write.after()).isEmpty()) {
      running.add(write.uid());
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
