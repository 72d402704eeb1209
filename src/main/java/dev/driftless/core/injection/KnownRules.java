package dev.driftless.core.injection;

import dev.driftless.core.model.UnknownReason;

import java.util.Optional;

/** The releases of Istio whose rules of injection are written down here; for others only a proof counts. */
final class KnownRules {

  private static final IstioVersion FIRST = new IstioVersion(1, 18, 0);
  private static final IstioVersion LAST = new IstioVersion(1, 32, 0);
  private static final String SHARED_MESH_CONFIG = "SHARED_MESH_CONFIG";

  private KnownRules() {}

  static Optional<Expectation> refusal(Injector injector) {
    Optional<IstioVersion> unknown = injector.version()
        .filter(version -> version.compareMinor(FIRST) < 0 || version.compareMinor(LAST) > 0);
    if (unknown.isPresent()) {
      return Optional.of(new Expectation.Undecidable(UnknownReason.ISTIO_RULES_UNKNOWN,
          injector.controlPlane().name() + " is of Istio " + unknown.get() + "; the rules of 1.18 to 1.32 are known"));
    }
    return injector.controlPlane().env().containsKey(SHARED_MESH_CONFIG)
        ? Optional.of(new Expectation.Undecidable(UnknownReason.NOT_DERIVABLE, SHARED_MESH_CONFIG + " of "
            + injector.controlPlane().name() + " adds a mesh configuration that is not read"))
        : Optional.empty();
  }
}
