package dev.driftless.core.engine;

import dev.driftless.core.drift.MeshMemory;

import java.time.Instant;
import java.util.Map;

/**
 * What must survive this process and stands on no workload.
 *
 * @param campaigns when the present campaign of each revision began
 * @param opened    since when the breaker has been open, by target
 * @param reverted  workloads whose restart somebody undid together with its marks, by UID
 */
public record Memory(MeshMemory mesh, Map<String, Instant> campaigns, Map<String, Instant> opened,
    Map<String, Reverted> reverted) {

  public static final Memory NOTHING = new Memory(MeshMemory.NOTHING, Map.of(), Map.of(), Map.of());

  /**
   * A workload that is left alone.
   *
   * @param proved whether the target was shown by the API server
   */
  public record Reverted(String target, String templateDigest, String detail, boolean proved) {}

  /** Whether both say the same of everything but the mesh. */
  boolean agrees(Memory other) {
    return campaigns.equals(other.campaigns) && opened.equals(other.opened) && reverted.equals(other.reverted);
  }
}
