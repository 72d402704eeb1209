package dev.driftless.sim.controllers.autoscaling;

import dev.driftless.sim.store.ObjectName;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/** What was recommended lately, so that a short calm does not scale down. */
final class Recommendations {

  static final Duration WINDOW = Duration.ofMinutes(5);

  private final Map<ObjectName, Deque<Recommendation>> byAutoscaler = new HashMap<>();

  private record Recommendation(int replicas, Instant at) {}

  /** The first one of an autoscaler is what its target has. */
  void begin(ObjectName autoscaler, int replicas, Instant now) {
    if (!byAutoscaler.containsKey(autoscaler)) {
      add(autoscaler, replicas, now);
    }
  }

  /** @return the most that was recommended in the last five minutes, with this one */
  int highest(ObjectName autoscaler, int replicas, Instant now) {
    Deque<Recommendation> recent = add(autoscaler, replicas, now);
    recent.removeIf(each -> each.at().isBefore(now.minus(WINDOW)));
    return recent.stream().mapToInt(Recommendation::replicas).max().orElse(replicas);
  }

  void forget(ObjectName autoscaler) {
    byAutoscaler.remove(autoscaler);
  }

  private Deque<Recommendation> add(ObjectName autoscaler, int replicas, Instant now) {
    Deque<Recommendation> recent = byAutoscaler.computeIfAbsent(autoscaler, key -> new ArrayDeque<>());
    recent.addLast(new Recommendation(replicas, now));
    return recent;
  }
}
