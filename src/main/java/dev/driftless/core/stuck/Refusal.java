package dev.driftless.core.stuck;

import dev.driftless.core.model.PodRefusal;
import dev.driftless.core.model.WorkloadFacts;

import java.util.Optional;

/** Pods that were never made: there is none to look at, and only their owner says why. */
public final class Refusal {

  /** What the API server calls every webhook that injects; {@code failurePolicy: Fail} makes it refuse pods. */
  private static final String INJECTOR = "sidecar-injector.istio.io";

  private Refusal() {}

  /** Empty if nothing refuses its pods, as far as its owner tells. */
  public static Optional<Finding> of(WorkloadFacts owner) {
    return owner.refusal().filter(why -> why.reason().equals("FailedCreate"))
        .map(why -> new Finding(Diagnosis.REFUSED, owner(why), why.message(), why.since()));
  }

  private static Owner owner(PodRefusal why) {
    return why.message().contains(INJECTOR) ? Owner.MESH : Owner.CLUSTER;
  }
}
