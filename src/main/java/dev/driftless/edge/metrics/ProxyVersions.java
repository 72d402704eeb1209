package dev.driftless.edge.metrics;

import dev.driftless.core.engine.Census.PodGroup;

import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Bounds the number of proxy versions: image tags are free text, and each value would be a series for ever. */
final class ProxyVersions {

  static final int MOST = 20;
  static final String OTHER = "other";

  private ProxyVersions() {}

  /** The versions with the most pods keep their name, the rest are counted together by revision. */
  static Map<PodGroup, Integer> capped(Map<PodGroup, Integer> pods) {
    Map<String, Integer> byVersion = pods.entrySet().stream()
        .collect(Collectors.groupingBy(entry -> entry.getKey().version(), Collectors.summingInt(Map.Entry::getValue)));
    Set<String> named = byVersion.entrySet().stream()
        .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
            .thenComparing(Map.Entry.comparingByKey()))
        .limit(MOST)
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
    return pods.entrySet().stream().collect(Collectors.toMap(
        entry -> named.contains(entry.getKey().version()) ? entry.getKey()
            : new PodGroup(OTHER, entry.getKey().revision()),
        Map.Entry::getValue, Integer::sum));
  }
}
