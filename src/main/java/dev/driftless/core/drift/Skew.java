package dev.driftless.core.drift;

import dev.driftless.core.injection.ImageRef;
import dev.driftless.core.injection.IstioVersion;

import java.util.Optional;

/**
 * How far the version of a proxy is from the expected one. Istio supports a data plane one minor release behind its
 * control plane, and none ahead (istio.io, Supported Releases).
 */
public enum Skew {
  /** The same release, or one of the two tells none. */
  NONE,
  PATCH,
  MINOR,
  /** Two minor releases behind or more. */
  UNSUPPORTED,
  /** Newer than expected: after a rollback. */
  AHEAD;

  static Skew between(String expected, String actual) {
    Optional<IstioVersion> wanted = ImageRef.parse(expected).version();
    Optional<IstioVersion> found = ImageRef.parse(actual).version();
    if (wanted.isEmpty() || found.isEmpty() || wanted.equals(found)) {
      return NONE;
    }
    return of(wanted.get(), found.get());
  }

  private static Skew of(IstioVersion wanted, IstioVersion found) {
    if (found.compareTo(wanted) > 0) {
      return AHEAD;
    }
    if (found.compareMinor(wanted) == 0) {
      return PATCH;
    }
    return found.major() == wanted.major() && wanted.minor() - found.minor() == 1 ? MINOR : UNSUPPORTED;
  }
}
