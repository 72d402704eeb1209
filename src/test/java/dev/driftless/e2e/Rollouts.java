package dev.driftless.e2e;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The restarts of a daemon, made out of the audit log and of a watch, without asking the daemon: one begins when the
 * API server got its PATCH, and ends when all pods of the workload are new and ready. New are those that carry the
 * restart's ID or, where pods are evicted, that were not there before.
 */
record Rollouts(List<Rollout> all) {

  private static final int HTTP_OK = 200;

  /** @param end empty while it goes on */
  record Rollout(Ref ref, Instant start, Optional<Instant> end) {}

  /** @param writes whatever the daemon wrote; only what was accepted and is no dry run is a restart */
  static Rollouts of(List<AuditEvent> writes, PodWatch pods, Map<Ref, Integer> sizes) {
    List<PodWatch.Sight> sights = pods.all();
    return new Rollouts(writes.stream().filter(write -> write.code() == HTTP_OK && !write.isDryRun())
        .map(patch -> new Rollout(patch.ref(), patch.received(), end(patch, sights, sizes.get(patch.ref()))))
        .toList());
  }

  /** The largest number that went on at the same time. */
  int mostAtOnce(Predicate<Ref> counted) {
    record Edge(Instant at, int change) {}

    List<Edge> edges = new ArrayList<>();
    all.stream().filter(rollout -> counted.test(rollout.ref())).forEach(rollout -> {
      edges.add(new Edge(rollout.start(), 1));
      rollout.end().ifPresent(end -> edges.add(new Edge(end, -1)));
    });
    edges.sort(Comparator.comparing(Edge::at).thenComparing(Edge::change));
    int now = 0;
    int most = 0;
    for (Edge edge : edges) {
      now += edge.change();
      most = Math.max(most, now);
    }
    return most;
  }

  /** The largest number that began within one window of that length, wherever it begins. */
  int mostWithin(Duration window) {
    return mostWithin(window, all.stream().map(Rollout::start));
  }

  /** The same for any actions. */
  static int mostWithin(Duration window, Stream<Instant> actions) {
    List<Instant> starts = actions.sorted().toList();
    int most = 0;
    int first = 0;
    for (int last = 0; last < starts.size(); last++) {
      while (!starts.get(last).isBefore(starts.get(first).plus(window))) {
        first++;
      }
      most = Math.max(most, last - first + 1);
    }
    return most;
  }

  private static Optional<Instant> end(AuditEvent patch, List<PodWatch.Sight> sights, int size) {
    String restartId = patch.body().at("/spec/template/metadata/annotations").path("driftless.dev/restart-id")
        .asString("");
    Set<String> old = new HashSet<>();
    Map<String, PodWatch.Sight> pods = new HashMap<>();
    for (PodWatch.Sight sight : sights) {
      if (sight.isOf(patch.ref())) {
        if (!sight.at().isAfter(patch.received())) {
          old.add(sight.uid());
        }
        pods.put(sight.uid(), sight);
        pods.values().removeIf(PodWatch.Sight::gone);
        if (sight.at().isAfter(patch.received()) && pods.size() == size && pods.values().stream()
            .allMatch(pod -> pod.ready() && pod.restartId().equals(restartId) && !old.contains(pod.uid()))) {
          return pods.values().stream().map(PodWatch.Sight::readyBy).max(Comparator.naturalOrder());
        }
      }
    }
    return Optional.empty();
  }
}
