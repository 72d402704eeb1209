package dev.driftless.sim.controllers.replicas;

import dev.driftless.sim.controllers.frame.PodState;
import dev.driftless.sim.controllers.frame.Read;
import tools.jackson.databind.node.ObjectNode;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Which pods go first when there are too many: those without a node, not running, not ready, cheap by annotation,
 * beside many siblings on their node, ready for a short time, restarted often, young. Times are compared by their
 * magnitude only, and the uid decides within one.
 *
 * @param siblings how many active pods of the same workload are on each node
 */
record DeletionOrder(Map<String, Integer> siblings, Instant now) {

  private static final List<String> PHASES = List.of("Pending", "Unknown", "Running");
  private static final String COST = "controller.kubernetes.io/pod-deletion-cost";

  Comparator<ObjectNode> comparator() {
    return Comparator.comparing((ObjectNode pod) -> !PodState.node(pod).isEmpty())
        .thenComparing(pod -> PHASES.indexOf(PodState.phase(pod)))
        .thenComparing(PodState::ready)
        .thenComparing(DeletionOrder::cost)
        .thenComparing(pod -> -siblings.getOrDefault(PodState.node(pod), 0))
        .thenComparing(this::byReadyTime)
        .thenComparing(pod -> -PodState.restarts(pod))
        .thenComparing(pod -> magnitude(Read.time(pod, "metadata", "creationTimestamp").orElse(now)))
        .thenComparing(Read::uid);
  }

  private static int cost(ObjectNode pod) {
    String cost = Read.annotation(pod, COST);
    return cost.isEmpty() ? 0 : Integer.parseInt(cost);
  }

  private int byReadyTime(ObjectNode one, ObjectNode other) {
    Instant since = PodState.readySince(one).orElse(now);
    Instant otherSince = PodState.readySince(other).orElse(now);
    if (since.equals(otherSince)) {
      return 0;
    }
    int byMagnitude = Integer.compare(magnitude(since), magnitude(otherSince));
    return byMagnitude != 0 ? byMagnitude : Read.uid(one).compareTo(Read.uid(other));
  }

  private int magnitude(Instant since) {
    long nanos = Duration.between(since, now).toNanos();
    return nanos <= 0 ? -1 : 63 - Long.numberOfLeadingZeros(nanos);
  }
}
