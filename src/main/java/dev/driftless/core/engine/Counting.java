package dev.driftless.core.engine;

import dev.driftless.core.drift.Verdict;
import dev.driftless.core.injection.Expectation;
import dev.driftless.core.injection.ImageRef;
import dev.driftless.core.model.Kind;
import dev.driftless.core.model.PodFacts;
import dev.driftless.core.plan.DeferReason;
import dev.driftless.core.stuck.Stuck;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/** Counts everything for the {@link Census}. */
final class Counting {

  private Counting() {}

  /** @param age how long pods must not have been ready to be counted as stuck */
  static Census of(Collection<Tracked> all, int stopping, Duration age, Instant now) {
    Map<Census.WorkloadGroup, Integer> workloads = new HashMap<>();
    Map<Image, Integer> images = new HashMap<>();
    Map<Kind, Integer> inFlight = new EnumMap<>(Kind.class);
    Map<DeferReason, Integer> deferred = new EnumMap<>(DeferReason.class);
    Map<Census.StuckGroup, Integer> stuck = new HashMap<>();
    for (Tracked tracked : all) {
      workloads.merge(new Census.WorkloadGroup(tracked.kind(), state(tracked), revision(tracked)), 1, Integer::sum);
      if (tracked.holdsSlot()) {
        inFlight.merge(tracked.kind(), 1, Integer::sum);
      }
      if (tracked.deferral != null) {
        deferred.merge(tracked.deferral.reason(), 1, Integer::sum);
      }
      Stuck.of(tracked.workload.facts(), tracked.workload.pods(), age, now).forEach(found -> stuck.merge(
          new Census.StuckGroup(found.finding().diagnosis(), found.finding().owner()), found.pods(), Integer::sum));
      for (PodFacts pod : tracked.workload.pods()) {
        pod.shape().proxy().ifPresent(proxy ->
            images.merge(new Image(proxy.image(), proxy.revision()), 1, Integer::sum));
      }
    }
    return new Census(Map.copyOf(workloads), byVersion(images), Map.copyOf(inFlight), Map.copyOf(deferred),
        Map.copyOf(stuck), stopping);
  }

  /** There are many pods and few images: reading each of these once is enough. */
  private record Image(String name, String revision) {}

  private static Map<Census.PodGroup, Integer> byVersion(Map<Image, Integer> images) {
    Map<Census.PodGroup, Integer> pods = new HashMap<>();
    images.forEach((image, count) -> pods.merge(new Census.PodGroup(
        ImageRef.parse(image.name()).version().map(Object::toString).orElse("unknown"), image.revision()), count,
        Integer::sum));
    return Map.copyOf(pods);
  }

  private static Census.State state(Tracked tracked) {
    if (tracked.failed()) {
      return Census.State.FAILED;
    }
    if (tracked.inRestart()) {
      return Census.State.RESTARTING;
    }
    if (tracked.deferral != null && tracked.deferral.reason() == DeferReason.QUARANTINED) {
      return Census.State.QUARANTINED;
    }
    return switch (tracked.assessment.verdict()) {
      case Verdict.InSync inSync -> tracked.injected() ? Census.State.IN_SYNC : Census.State.UNMANAGED;
      case Verdict.Drifted drifted -> Census.State.DRIFTED;
      case Verdict.Exempt exempt -> Census.State.EXEMPT;
      case Verdict.Unknown unknown -> Census.State.UNKNOWN;
    };
  }

  private static String revision(Tracked tracked) {
    return tracked.assessment.expectation() instanceof Expectation.Injected injected ? injected.revision() : "";
  }
}
