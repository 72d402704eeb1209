package dev.driftless.sim.http;

import dev.driftless.sim.store.ResourceType;
import dev.driftless.sim.store.ResourceTypes;

import java.util.List;

/**
 * A type as clients see it.
 *
 * @param shown        the group, version and kind that it is shown under
 * @param stored       the one that it is stored under: another one for Events of the core group
 * @param subresources besides the object itself
 */
record ApiResource(ResourceType shown, ResourceType stored, List<String> shortNames, List<String> categories,
    List<String> subresources) {

  static ApiResource of(ResourceType type, List<String> shortNames, List<String> subresources) {
    List<String> categories = ALL_CATEGORY.contains(type.kind()) ? List.of("all") : List.of();
    return new ApiResource(type, type, shortNames, categories, subresources);
  }

  private static final List<String> ALL_CATEGORY = List.of("Pod", "Service", "ReplicationController", "Deployment",
      "ReplicaSet", "StatefulSet", "DaemonSet", "Job", "HorizontalPodAutoscaler");

  String singular() {
    return shown.kind().toLowerCase(java.util.Locale.ROOT);
  }

  /** Whether one request may delete all of them. */
  boolean isDeletedAsCollection() {
    return !shown.equals(ResourceTypes.NAMESPACES);
  }

  boolean has(String subresource) {
    return subresources.contains(subresource);
  }
}
