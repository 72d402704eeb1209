package dev.driftless.sim.controllers.frame;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What controllers want to know of a pod. */
public final class PodState {

  private PodState() {}

  public static String phase(JsonNode pod) {
    return Read.text(pod, "status", "phase");
  }

  public static boolean finished(JsonNode pod) {
    String phase = phase(pod);
    return phase.equals("Succeeded") || phase.equals("Failed");
  }

  /** Neither finished nor on its way out. */
  public static boolean active(JsonNode pod) {
    return !finished(pod) && !Read.deleting(pod);
  }

  public static String node(JsonNode pod) {
    return Read.text(pod, "spec", "nodeName");
  }

  public static boolean ready(JsonNode pod) {
    return condition(pod, "Ready").filter(condition -> Read.text(condition, "status").equals("True")).isPresent();
  }

  public static Optional<Instant> readySince(JsonNode pod) {
    return ready(pod) ? condition(pod, "Ready").flatMap(ready -> Read.time(ready, "lastTransitionTime"))
        : Optional.empty();
  }

  /** Ready for at least that long. */
  public static boolean available(JsonNode pod, int minReadySeconds, Instant now) {
    return ready(pod) && (minReadySeconds == 0 || readySince(pod)
        .filter(since -> !since.plus(Duration.ofSeconds(minReadySeconds)).isAfter(now)).isPresent());
  }

  public static Optional<ObjectNode> condition(JsonNode object, String type) {
    for (JsonNode condition : Read.at(object, "status", "conditions")) {
      if (Read.text(condition, "type").equals(type)) {
        return Optional.of((ObjectNode) condition);
      }
    }
    return Optional.empty();
  }

  /** Whether nothing is different that the owner of the pod, a budget or a Service would look at. */
  public static boolean alike(JsonNode one, JsonNode other) {
    return Read.at(one, "metadata", "labels") == Read.at(other, "metadata", "labels")
        && Read.at(one, "metadata", "ownerReferences") == Read.at(other, "metadata", "ownerReferences")
        && Read.deleting(one) == Read.deleting(other) && ready(one) == ready(other)
        && phase(one).equals(phase(other));
  }

  /** Of all containers together. */
  public static int restarts(JsonNode pod) {
    int restarts = 0;
    for (JsonNode container : Read.at(pod, "status", "containerStatuses")) {
      restarts += Read.number(container, 0, "restartCount");
    }
    return restarts;
  }
}
