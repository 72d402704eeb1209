package dev.driftless.core.plan;

import dev.driftless.core.model.WorkloadRef;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The units of the in-flight budget, while one plan is made. */
final class Slots {

  private final int all;
  private final int perNamespace;
  private final int mostPods;
  private int pods;
  private final Set<WorkloadRef> holders = new HashSet<>();
  private final Map<String, Integer> byNamespace = new HashMap<>();

  Slots(Limits limits, int managed, List<InFlight> inFlight) {
    all = limits.maxInFlight().of(managed);
    perNamespace = limits.maxInFlightPerNamespace();
    mostPods = limits.maxPodsInFlight();
    inFlight.forEach(this::take);
  }

  /** @return why that workload can have none; empty if it can, or has one already */
  Optional<Deferral> refusal(Candidate candidate) {
    WorkloadRef ref = candidate.ref();
    if (holders.contains(ref)) {
      return Optional.empty();
    }
    if (holders.size() >= all) {
      return Optional.of(Deferral.of(DeferReason.NO_SLOT, holders.size() + " of " + all + " workloads in restart"));
    }
    int inNamespace = byNamespace.getOrDefault(ref.namespace(), 0);
    return inNamespace < perNamespace ? noPods(candidate.facts().replicas().desired())
        : Optional.of(Deferral.of(DeferReason.NO_SLOT_IN_NAMESPACE,
            inNamespace + " of " + perNamespace + " workloads of namespace " + ref.namespace() + " in restart"));
  }

  private Optional<Deferral> noPods(int wanted) {
    if (mostPods == 0 || pods + wanted <= mostPods) {
      return Optional.empty();
    }
    return Optional.of(wanted > mostPods
        ? Deferral.of(DeferReason.TOO_LARGE,
            "it has " + wanted + " pods, and " + mostPods + " may be in restart at all")
        : Deferral.of(DeferReason.NO_SLOT, pods + " of " + mostPods + " pods in restart, and it has " + wanted));
  }

  void take(InFlight holder) {
    if (holders.add(holder.ref())) {
      byNamespace.merge(holder.ref().namespace(), 1, Integer::sum);
      pods += holder.pods();
    }
  }
}
