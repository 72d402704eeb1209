package dev.driftless.core.injection;

import java.util.Optional;

/** In what two proxy images differ, as far as their references tell. Only the first three are certain. */
public enum ImageDifference {
  SAME,
  /** Another release of Istio. */
  VERSION,
  /** The same release, but one is {@code -distroless} or {@code -debug} and the other is not. */
  VARIANT,
  /** The same image from another repository: often a mirror that another webhook put there. */
  REGISTRY,
  /** The same release and variant under another tag or digest, or only one of the two is pinned to a digest. */
  REBUILD,
  /** They differ, and at least one does not tell its release. */
  UNKNOWN;

  /**
   * @param expected the image that the injector would write
   * @param actual   the image in the {@code spec} of a pod; the runtime may rewrite the one in {@code status}
   */
  public static ImageDifference between(String expected, String actual) {
    ImageRef wanted = ImageRef.parse(expected);
    ImageRef found = ImageRef.parse(actual);
    if (wanted.equals(found) || sameDigest(wanted, found)) {
      return SAME;
    }
    boolean moved = !wanted.repository().equals(found.repository());
    boolean pinned = wanted.digest().isPresent() || found.digest().isPresent();
    if (moved && !pinned && wanted.tag().equals(found.tag())) {
      return REGISTRY;
    }
    Optional<IstioVersion> release = wanted.version();
    if (release.isEmpty() || found.version().isEmpty()) {
      return UNKNOWN;
    }
    if (!release.equals(found.version())) {
      return VERSION;
    }
    if (!wanted.variant().equals(found.variant())) {
      return VARIANT;
    }
    return moved && !pinned ? REGISTRY : REBUILD;
  }

  private static boolean sameDigest(ImageRef one, ImageRef other) {
    return one.digest().isPresent() && one.digest().equals(other.digest());
  }
}
