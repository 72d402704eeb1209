package dev.driftless.core.drift;

import dev.driftless.core.injection.Expectation;
import dev.driftless.core.injection.ImageDifference;
import dev.driftless.core.injection.SkipReason;
import dev.driftless.core.model.Proxy;
import dev.driftless.core.model.UnknownReason;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One pod against what a new pod would get.
 *
 * @param drifts  what differs, each counted as one pod
 * @param unknown what cannot be judged of this pod
 */
public record PodComparison(List<Drift> drifts, Optional<Verdict.Unknown> unknown) {

  private static final String CONTAINER = "istio-proxy";
  private static final PodComparison SAME = new PodComparison(List.of(), Optional.empty());

  public static PodComparison of(Optional<Proxy> actual, Expectation expectation) {
    return switch (expectation) {
      case Expectation.Injected expected -> actual.map(proxy -> compare(proxy, expected))
          .orElseGet(() -> drift(DriftReason.MISSING_SIDECAR, "none", expected.image()));
      case Expectation.NotInjected expected -> actual
          .map(proxy -> unwanted(proxy, expected))
          .orElse(SAME);
      case Expectation.Undecidable(UnknownReason reason, String detail) ->
        new PodComparison(List.of(), Optional.of(new Verdict.Unknown(reason, detail)));
    };
  }

  /** A revision that nobody serves (any more) is no wish to run without a sidecar: a restart would take it away. */
  private static PodComparison unwanted(Proxy proxy, Expectation.NotInjected expected) {
    return expected.reason() == SkipReason.DANGLING_REVISION
        ? new PodComparison(List.of(),
            Optional.of(new Verdict.Unknown(UnknownReason.CONTROL_PLANE_MISSING, expected.detail())))
        : drift(DriftReason.UNWANTED_SIDECAR, proxy.image(), "none");
  }

  /** Only a pod of the expected revision can show that its image is rewritten; another's comes from elsewhere. */
  private static PodComparison compare(Proxy proxy, Expectation.Injected expected) {
    List<Drift> drifts = new ArrayList<>();
    Optional<Verdict.Unknown> unknown = Optional.empty();
    if (!proxy.revision().isEmpty() && !proxy.revision().equals(expected.revision())) {
      drifts.add(new Drift(DriftReason.WRONG_REVISION, CONTAINER, proxy.revision(), expected.revision(), 1));
    }
    boolean sameRevision = drifts.isEmpty();
    switch (ImageDifference.between(expected.image(), proxy.image())) {
      case SAME -> { }
      case VERSION, VARIANT -> drifts.add(new Drift(DriftReason.IMAGE, CONTAINER, proxy.image(), expected.image(), 1));
      case REGISTRY, REBUILD -> unknown = unknown(UnknownReason.IMAGE_REWRITTEN, proxy, expected);
      case UNKNOWN -> unknown = unknown(UnknownReason.IMAGE_NOT_COMPARABLE, proxy, expected);
    }
    return new PodComparison(List.copyOf(drifts), sameRevision ? unknown : Optional.empty());
  }

  private static Optional<Verdict.Unknown> unknown(UnknownReason reason, Proxy proxy, Expectation.Injected expected) {
    return Optional.of(new Verdict.Unknown(reason,
        "the pod has " + proxy.image() + ", the injector's configuration gives " + expected.image()));
  }

  private static PodComparison drift(DriftReason reason, String actual, String expected) {
    return new PodComparison(List.of(new Drift(reason, CONTAINER, actual, expected, 1)), Optional.empty());
  }
}
