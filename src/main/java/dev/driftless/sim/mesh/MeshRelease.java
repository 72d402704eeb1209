package dev.driftless.sim.mesh;

import tools.jackson.databind.node.ObjectNode;

/**
 * What of a control plane is to be installed.
 *
 * @param revision {@code default} for the control plane without one
 * @param tag      of the images, also the version in labels
 * @param values   merged over the chart's, as {@code helm --set} does
 * @param mesh     merged over the chart's MeshConfig
 */
public record MeshRelease(String revision, String tag, ObjectNode values, ObjectNode mesh) {

  public static MeshRelease of(String tag) {
    return new MeshRelease("default", tag, Tree.object(), Tree.object());
  }

  public MeshRelease withRevision(String name) {
    return new MeshRelease(name, tag, values, mesh);
  }

  public MeshRelease withTag(String newer) {
    return new MeshRelease(revision, newer, values, mesh);
  }

  public MeshRelease withValues(ObjectNode merged) {
    return new MeshRelease(revision, tag, merged, mesh);
  }

  /** What names end with. */
  String suffix() {
    return Istiod.suffix(revision);
  }

  boolean isDefault() {
    return suffix().isEmpty();
  }
}
