package dev.driftless.core.drift;

import dev.driftless.core.model.UnknownReason;

import java.util.List;

/** What is true of a workload: the worst of what is true of its pods. */
public sealed interface Verdict {

  /** Every pod is as the injector would make it now. Also: there is no pod. */
  record InSync() implements Verdict {}

  /** @param drifts not empty, worst first */
  record Drifted(List<Drift> drifts) implements Verdict {}

  /** Drifted, and never to be restarted by us. */
  record Exempt(ExemptReason reason, String detail, List<Drift> drifts) implements Verdict {}

  /** Nothing can be said, so nothing is done. */
  record Unknown(UnknownReason reason, String detail) implements Verdict {}

  /** The name that {@code plan} and the metrics use. */
  default String label() {
    return getClass().getSimpleName();
  }
}
