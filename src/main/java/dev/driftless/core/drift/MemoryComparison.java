package dev.driftless.core.drift;

import dev.driftless.core.model.PodFacts;
import dev.driftless.core.model.Proxy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Pods against the settings of the mesh that were in force when they were made. */
final class MemoryComparison {

  private MemoryComparison() {}

  /** Each drift, counted as one pod, with the number of pods. Pods of other revisions drift for that reason already. */
  static Map<Drift, Integer> drifts(List<PodFacts> pods, String revision, MeshMemory memory) {
    Map<Drift, Integer> counted = new HashMap<>();
    if (memory.epochs().getOrDefault(revision, List.of()).size() < 2) {
      return counted;
    }
    for (PodFacts pod : pods) {
      pod.shape().proxy().filter(proxy -> proxy.revision().isEmpty() || proxy.revision().equals(revision))
          .flatMap(proxy -> drift(pod, proxy, revision, memory))
          .ifPresent(drift -> counted.merge(drift, 1, Integer::sum));
    }
    return counted;
  }

  private static Optional<Drift> drift(PodFacts pod, Proxy proxy, String revision, MeshMemory memory) {
    Optional<MeshMemory.Epoch> then = memory.before(revision, pod.createdAt());
    Optional<MeshMemory.Epoch> now = memory.current(revision);
    if (then.isEmpty() || now.isEmpty()) {
      return Optional.empty();
    }
    List<String> changed =
        MeshSettings.changed(then.get().settings(), now.get().settings(), proxy.settings().isPresent());
    return changed.isEmpty() ? Optional.empty()
        : Optional.of(new Drift(DriftReason.CONFIG_FINGERPRINT, PodComparison.CONTAINER,
            String.join(", ", changed) + " as seen from " + then.get().since(),
            String.join(", ", changed) + " as seen from " + now.get().since(), 1));
  }
}
