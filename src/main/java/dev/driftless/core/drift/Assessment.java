package dev.driftless.core.drift;

import dev.driftless.core.injection.Expectation;

import java.util.List;

/**
 * What is true of a workload and why.
 *
 * @param drifts  every difference that is not ignored, worst first; also those of an exempt workload
 * @param target  names the expectation in its covered fields: two expectations are the same target exactly if a pod
 *                made by one is in sync with the other; empty if there is nothing to aim at
 */
public record Assessment(Expectation expectation, Verdict verdict, List<Drift> drifts, String target) {

  /** The same with another verdict. */
  public Assessment with(Verdict other) {
    return new Assessment(expectation, other, drifts, target);
  }

  /** Whether the API server itself has said what a new pod would get. */
  public boolean proved() {
    return expectation instanceof Expectation.Injected injected && injected.source() == Expectation.Source.PROVED;
  }
}
