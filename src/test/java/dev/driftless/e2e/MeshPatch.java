package dev.driftless.e2e;

import java.util.List;

/**
 * One change of a mesh as it was installed.
 *
 * @param revision whose configuration it changes; it says nothing of what has no revision
 * @param patch    a merge patch; of a ProxyConfig its {@code namespace}, {@code name} and the rest, of a namespace or a
 *                 tag what the {@link Part} says
 */
record MeshPatch(Part part, String revision, String patch) {

  enum Part {
    /** {@code values} of the injector's ConfigMap. */
    VALUES,
    /** {@code config} of it, but its templates. */
    CONFIG,
    /** MeshConfig. */
    MESH,
    /** One more ProxyConfig. */
    PROXY_CONFIG,
    /** The kubelet of a node: {@code version}. */
    NODE,
    /** All labels of the namespace {@value LiveMesh#MOVABLE}, and the revision that then injects there unasked. */
    NAMESPACE,
    /** The {@code revision} to which the tag of the mesh leads. */
    TAG,
    /** A comment in the injector's and the mesh's texts. */
    COMMENT,
    /** Another order of the keys in these texts. */
    ORDER
  }

  static MeshPatch values(String patch) {
    return new MeshPatch(Part.VALUES, "default", patch);
  }

  static MeshPatch config(String patch) {
    return new MeshPatch(Part.CONFIG, "default", patch);
  }

  static MeshPatch mesh(String patch) {
    return new MeshPatch(Part.MESH, "default", patch);
  }

  static MeshPatch proxyConfig(String patch) {
    return new MeshPatch(Part.PROXY_CONFIG, "", patch);
  }

  static MeshPatch of(Part part, String patch) {
    return new MeshPatch(part, "default", patch);
  }

  MeshPatch of(String otherRevision) {
    return new MeshPatch(part, otherRevision, patch);
  }

  static List<MeshPatch> of(List<MeshPatch> all, Part part, String revision) {
    return all.stream().filter(patch -> patch.part == part && patch.revision.equals(revision)).toList();
  }

  static List<MeshPatch> of(List<MeshPatch> all, Part part) {
    return all.stream().filter(patch -> patch.part == part).toList();
  }

  @Override
  public String toString() {
    return part + (revision.isEmpty() ? "" : " of " + revision) + ": " + patch.strip();
  }
}
