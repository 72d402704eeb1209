package dev.driftless.simulation;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.Set;
import java.util.TreeSet;

/**
 * Invariant 8: every patch changes the named annotations and nothing else but what the API server counts itself, and
 * only the version of the object that it was decided on.
 */
final class PatchesAreSmall implements Invariant {

  private static final Set<String> OURS = Set.of(
      "/metadata/annotations/driftless.dev/restart-id", "/metadata/annotations/driftless.dev/target",
      "/metadata/annotations/driftless.dev/attempt", "/metadata/annotations/driftless.dev/started-at",
      "/metadata/annotations/driftless.dev/retried",
      "/spec/template/metadata/annotations/kubectl.kubernetes.io/restartedAt",
      "/spec/template/metadata/annotations/driftless.dev/restart-id",
      "/metadata/resourceVersion", "/metadata/generation",
      "/metadata/annotations/deprecated.daemonset.template.generation");

  @Override
  public void wrote(Write write) {
    Set<String> changed = new TreeSet<>();
    compare("", write.before(), write.after(), changed);
    changed.removeAll(OURS);
    if (write.precondition().isEmpty()) {
      throw new Violation(8, write + " may change any version");
    }
    if (write.stored() && !changed.isEmpty()) {
      throw new Violation(8, write + " changed " + changed);
    }
  }

  private static void compare(String path, JsonNode before, JsonNode after, Set<String> changed) {
    if (before.equals(after)) {
      return;
    }
    boolean objects = (before.isMissingNode() || before instanceof ObjectNode) && after instanceof ObjectNode;
    if (!objects) {
      changed.add(path);
      return;
    }
    Set<String> names = new TreeSet<>(before.propertyNames());
    names.addAll(after.propertyNames());
    names.forEach(name -> compare(path + "/" + name, before.path(name), after.path(name), changed));
  }
}
