package dev.driftless.core.plan;

import dev.driftless.core.drift.Drift;
import dev.driftless.core.drift.DriftReason;
import dev.driftless.core.drift.Skew;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Who goes first: who has begun, gateways last, those that people have named as canaries before others, then
 * namespaces of priority, the most severe drift, small before large, the namespace that has most left, for where few
 * may go at once it takes longest, and by name. Where a canary is looked for, the smallest with at least two pods
 * that is in no namespace of priority is first. The same facts always give the same order.
 */
final class Order {

  private final Set<String> priority;
  private final Set<String> canaries;
  private final Map<String, Integer> left;
  private final Map<String, Map<String, Skew>> skews = new HashMap<>();

  /**
   * @param priority namespaces
   * @param canaries revisions for which a canary is looked for
   * @param left     candidates by namespace
   */
  Order(Set<String> priority, Set<String> canaries, Map<String, Integer> left) {
    this.priority = priority;
    this.canaries = canaries;
    this.left = left;
  }

  /** What one candidate is ordered by, found out once and not for each comparison. */
  private record Place(Candidate candidate, int group, int worst, int pods, int left) implements Comparable<Place> {

    @Override
    public int compareTo(Place other) {
      int order = Integer.compare(group, other.group);
      order = order != 0 ? order : Integer.compare(worst, other.worst);
      order = order != 0 ? order : Integer.compare(pods, other.pods);
      order = order != 0 ? order : Integer.compare(other.left, left);
      return order != 0 ? order : candidate.ref().compareTo(other.candidate.ref());
    }
  }

  List<Candidate> of(List<Candidate> candidates) {
    Place[] places = new Place[candidates.size()];
    for (int i = 0; i < places.length; i++) {
      places[i] = place(candidates.get(i));
    }
    Arrays.sort(places);
    return Arrays.stream(places).map(Place::candidate).toList();
  }

  private Place place(Candidate candidate) {
    boolean canary = canaries.contains(candidate.revision());
    return new Place(candidate, group(candidate, canary), canary ? 0 : worst(candidate.assessment().drifts()),
        candidate.workload().pods().size(), left.getOrDefault(candidate.ref().namespace(), 0));
  }

  /** The rules that say only yes or no, the first of them weighing most; no comes later. */
  private int group(Candidate candidate, boolean canary) {
    boolean preferred = priority.contains(candidate.ref().namespace());
    boolean early = canary ? candidate.facts().replicas().desired() >= 2 && !preferred : preferred;
    return later(candidate.past().midway(), 8) + later(!candidate.isGateway(), 4)
        + later(candidate.isNamedCanary(), 2) + later(early, 1);
  }

  private static int later(boolean early, int weight) {
    return early ? 0 : weight;
  }

  /** Reasons are ordered by severity; of versions, the further away is worse. */
  private int worst(List<Drift> drifts) {
    int worst = Integer.MAX_VALUE;
    for (Drift drift : drifts) {
      worst = Math.min(worst, drift.reason().ordinal() * Skew.values().length - skew(drift).ordinal());
    }
    return worst;
  }

  /** Few versions are found in many workloads, and telling them takes long. */
  private Skew skew(Drift drift) {
    return drift.reason() == DriftReason.IMAGE
        ? skews.computeIfAbsent(drift.expected(), expected -> new HashMap<>())
            .computeIfAbsent(drift.actual(), actual -> drift.skew())
        : Skew.NONE;
  }
}
