package dev.driftless.simulation;

import dev.driftless.core.plan.Downtime;
import dev.driftless.core.plan.Policy;
import dev.driftless.sim.store.ObjectName;
import dev.driftless.sim.store.ResourceTypes;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Invariant 6: nothing is restarted outside of any of the windows that it is held to, those of its configuration, its
 * namespace and itself, and nothing is gone meanwhile where nobody has allowed that.
 */
final class WindowsHold implements Invariant {

  private final World world;
  private final InForce inForce;

  WindowsHold(World world, InForce inForce) {
    this.world = world;
    this.inForce = inForce;
  }

  @Override
  public void acted(Write write) {
    if (!write.stored()) {
      return;
    }
    List<List<Hours>> annotated = annotated(write);
    if (inForce.possible().noneMatch(policy -> isAllowed(policy, annotated, write))) {
      throw new Violation(6, "outside of all windows, or an outage: " + write);
    }
  }

  private List<List<Hours>> annotated(Write write) {
    ObjectName namespace = new ObjectName("", write.name().namespace());
    return Stream.concat(world.get(ResourceTypes.NAMESPACES, namespace).stream(),
        Stream.of(write.workload(), write.workload().path("spec").path("template")))
        .map(object -> Write.annotations(object.path("metadata")).path(Hours.ANNOTATION))
        .filter(JsonNode::isString).map(text -> Hours.read(text.asString())).toList();
  }

  private static boolean isAllowed(Policy policy, List<List<Hours>> annotated, Write write) {
    List<List<Hours>> all = new ArrayList<>(annotated);
    if (!policy.windows().unlimited()) {
      all.add(Hours.of(policy.windows()));
    }
    boolean allowed =
        policy.downtime() == Downtime.ALLOW || policy.downtime() == Downtime.WINDOW && !all.isEmpty();
    return (allowed || !isOutage(write.workload())) && all.stream()
        .allMatch(windows -> windows.stream().anyMatch(hours -> hours.isOpen(write.at(), Network.ON_ITS_WAY)));
  }

  /** The only replica is gone for a while, whether its controller replaces it in its place or it is evicted. */
  private static boolean isOutage(ObjectNode workload) {
    JsonNode spec = workload.path("spec");
    boolean inPlace = workload.path("kind").asString("").equals("StatefulSet") || Oracle.evicts(workload);
    return spec.path("strategy").path("type").asString("").equals("Recreate")
        || inPlace && !workload.path("kind").asString("").equals("DaemonSet") && spec.path("replicas").asInt(1) == 1;
  }
}
