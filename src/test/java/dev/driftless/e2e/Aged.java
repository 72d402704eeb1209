package dev.driftless.e2e;

import dev.driftless.core.drift.Drift;
import dev.driftless.core.drift.DriftReason;
import dev.driftless.core.drift.PodComparison;
import dev.driftless.core.injection.Expectation;
import dev.driftless.core.injection.SkipReason;
import dev.driftless.core.model.Proxy;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A pod that was made before the mesh has changed.
 *
 * @param now  what a new one would be, and what Driftless expects of it
 * @param made the former one's proxy
 * @param was  whether the former one was admitted at all
 */
record Aged(Judged now, Optional<Proxy> made, boolean was) {

  static Aged of(Judged now, RawApi.Answer made) {
    return new Aged(now, Judged.proxy(made), made.pod() != null);
  }

  /** Both pods are there, and Driftless has an expectation. */
  boolean isComparable() {
    return was && now.answer().pod() != null && !(now.expectation() instanceof Expectation.Undecidable);
  }

  /** In what Driftless takes the former pod for drifted, as far as it can tell. */
  Set<DriftReason> computed() {
    return reasons(comparison());
  }

  /** The same by the new pod that istiod makes. */
  Set<DriftReason> real() {
    Set<DriftReason> reasons = reasons(PodComparison.of(made, shown()));
    reasons.removeAll(open());
    return reasons;
  }

  /** What Driftless leaves open of it. */
  Set<DriftReason> open() {
    return comparison().unknowns().keySet();
  }

  private PodComparison comparison() {
    return PodComparison.of(made, now.expectation());
  }

  /** A new pod does not tell why it has no sidecar. */
  private Expectation shown() {
    SkipReason reason = now.expectation() instanceof Expectation.NotInjected expected ? expected.reason()
        : SkipReason.POLICY;
    return Judged.proxy(now.answer()).<Expectation>map(proxy -> Expectation.Injected.shown(proxy, "", false))
        .orElseGet(() -> new Expectation.NotInjected(reason, ""));
  }

  private static Set<DriftReason> reasons(PodComparison comparison) {
    return comparison.drifts().stream().map(Drift::reason)
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(DriftReason.class)));
  }

  @Override
  public String toString() {
    return "made " + made + "\n  " + now;
  }
}
