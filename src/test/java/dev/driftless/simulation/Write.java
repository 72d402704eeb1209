package dev.driftless.simulation;

import dev.driftless.edge.kube.OfflineEdge.Request;
import dev.driftless.sim.store.ObjectName;
import dev.driftless.sim.store.ResourceType;
import dev.driftless.sim.store.ResourceTypes;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A write of a workload, or the eviction of a pod, as the API server saw it.
 *
 * @param precondition the version that it shall have been; empty if it may be any
 * @param before   the object until then
 * @param after    the object from then on; the same if it was refused or only for show
 * @param workload that is written, or whose pod is evicted; the pod itself if nobody owns it
 */
record Write(Instant at, int process, ResourceType type, ObjectName name, int status, boolean dryRun,
    String precondition, ObjectNode before, ObjectNode after, ObjectNode workload) {

  private static final Pattern PATH =
      Pattern.compile("(?:apis/apps|api)/v1/namespaces/([^/]+)/([^/]+)/([^/?]+)(?:/eviction)?\\?(.*)");

  /** A write that is about to happen. */
  record Before(ResourceType type, ObjectName name, boolean dryRun, String precondition, ObjectNode object) {

    Write after(World world, SimulatedDaemon process, int status) {
      ObjectNode after = world.get(type, name).orElse(object);
      return new Write(world.now(), process.number(), type, name, status, dryRun, precondition, object, after,
          type.equals(ResourceTypes.PODS) ? world.workload(World.owner(object)).orElse(object) : after);
    }
  }

  /** Empty if no workload and no pod is meant that there is. */
  static Optional<Before> before(World world, Request request) {
    Matcher path = PATH.matcher(request.path());
    if (!path.matches()) {
      return Optional.empty();
    }
    ResourceType type = ResourceTypes.ALL.stream().filter(known -> known.plural().equals(path.group(2))).findFirst()
        .orElseThrow();
    ObjectName name = new ObjectName(path.group(1), path.group(3));
    JsonNode body = JsonMapper.shared().readTree(request.body());
    String precondition = (type.equals(ResourceTypes.PODS) ? body.findPath("preconditions") : body.path("metadata"))
        .path("resourceVersion").asString("");
    return world.get(type, name)
        .map(object -> new Before(type, name, path.group(4).contains("dryRun"), precondition, object));
  }

  boolean stored() {
    return status < 300 && !dryRun;
  }

  boolean isEviction() {
    return type.equals(ResourceTypes.PODS);
  }

  String uid() {
    return after.path("metadata").path("uid").asString();
  }

  String mark(String key) {
    return annotations(after.path("metadata")).path("driftless.dev/" + key).asString("");
  }

  /** Whether it is the one that a person has asked for: the first since its target was recorded as tried again. */
  boolean isRetry() {
    JsonNode then = annotations(before.path("metadata"));
    String target = mark("target");
    return mark("retried").equals(target) && !then.path("driftless.dev/retried").asString("").equals(target)
        && then.path("driftless.dev/retry").asString("").equals(target);
  }

  static JsonNode annotations(JsonNode metadata) {
    return metadata.path("annotations");
  }

  @Override
  public String toString() {
    return type.kind() + " " + name + " by process " + process + ": HTTP " + status + (dryRun ? " (dry run)" : "")
        + " " + mark("restart-id") + " attempt " + mark("attempt") + " target " + mark("target");
  }
}
