package dev.driftless.sim.controllers.autoscaling;

import dev.driftless.sim.controllers.frame.PodState;
import dev.driftless.sim.controllers.frame.Read;
import tools.jackson.databind.node.ObjectNode;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The pods of a target, without those that end or have failed. Pure.
 *
 * @param ready   their use counts
 * @param unready they start, and what they use meanwhile says nothing
 * @param missing they run, and nobody knows what they use
 */
record PodGroups(List<ObjectNode> ready, List<ObjectNode> unready, List<ObjectNode> missing) {

  private static final Duration INITIALIZATION = Duration.ofMinutes(5);
  private static final Duration INITIAL_READINESS_DELAY = Duration.ofSeconds(30);
  private static final Duration SAMPLE = Duration.ofSeconds(15);

  /** @param measured whether somebody knows what a running pod uses */
  static PodGroups of(List<ObjectNode> pods, Predicate<ObjectNode> measured, Instant now) {
    PodGroups groups = new PodGroups(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    for (ObjectNode pod : pods) {
      if (!Read.deleting(pod) && !PodState.phase(pod).equals("Failed")) {
        groups.group(pod, measured, now).add(pod);
      }
    }
    return groups;
  }

  private List<ObjectNode> group(ObjectNode pod, Predicate<ObjectNode> measured, Instant now) {
    if (PodState.phase(pod).equals("Pending")) {
      return unready;
    }
    return !measured.test(pod) ? missing : starting(pod, now) ? unready : ready;
  }

  /** In its first five minutes a sample counts that was taken while it was ready, later unless it never was. */
  private static boolean starting(ObjectNode pod, Instant now) {
    Optional<Instant> start = Read.time(pod, "status", "startTime");
    Optional<Instant> since =
        PodState.condition(pod, "Ready").flatMap(ready -> Read.time(ready, "lastTransitionTime"));
    if (start.isEmpty() || since.isEmpty()) {
      return true;
    }
    return start.get().plus(INITIALIZATION).isAfter(now)
        ? !PodState.ready(pod) || now.isBefore(since.get().plus(SAMPLE))
        : !PodState.ready(pod) && start.get().plus(INITIAL_READINESS_DELAY).isAfter(since.get());
  }
}
