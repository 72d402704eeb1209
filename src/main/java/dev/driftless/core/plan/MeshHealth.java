package dev.driftless.core.plan;

import dev.driftless.core.model.Replicas;

import java.util.Collection;
import java.util.Optional;

/**
 * How many pods of workloads with a sidecar should be available, and how many are not, whatever the reason.
 *
 * @param desired     pods that are wanted
 * @param unavailable pods that are wanted and not available
 */
public record MeshHealth(int desired, int unavailable) {

  public static MeshHealth of(Collection<Replicas> all) {
    return new MeshHealth(all.stream().mapToInt(Replicas::desired).sum(),
        all.stream().mapToInt(replicas -> Math.max(0, replicas.desired() - replicas.available())).sum());
  }

  /** @return why nothing more should be taken down, by anybody */
  Optional<Deferral> refusal(Budget most) {
    int allowed = most.of(desired);
    return unavailable <= allowed ? Optional.empty() : Optional.of(Deferral.of(DeferReason.MESH_UNHEALTHY,
        unavailable + " of " + desired + " pods of the mesh are not available, more than " + allowed));
  }
}
