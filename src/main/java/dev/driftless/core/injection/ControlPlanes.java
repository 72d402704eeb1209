package dev.driftless.core.injection;

import dev.driftless.core.model.ControlPlaneFacts;

import java.util.Optional;

/** What a control plane says of itself. */
public final class ControlPlanes {

  private ControlPlanes() {}

  /** The release that an istiod runs: by the tag of its image, else by its version label; empty if neither tells. */
  public static Optional<IstioVersion> versionOf(ControlPlaneFacts controlPlane) {
    return ImageRef.parse(controlPlane.image()).version()
        .or(() -> controlPlane.versionLabel().flatMap(IstioVersion::parse));
  }
}
