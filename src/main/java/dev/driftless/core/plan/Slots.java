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
  private Optional<Deferral> full = Optional.empty();
  private final Set<WorkloadRef> holders = new HashSet<>();
  private final Map<String, Integer> byNamespace = new HashMap<>();

  Slots(Limits limits, int managed, List<InFlight> inFlight) {
    all = limits.maxInFlight().of(managed);
    perNamespace = limits.maxInFlightPerNamespace();
    mostPods = limits.maxPodsInFlight();
    inFlight.forEach(this::take);
  }

  /**
   * @return why that workload can have none; empty if it can, or has one already. Where more hold one than may, as
   *         they were found or as the limit was lowered, none of them goes on with its next eviction
   */
  Optional<Deferral> refusal(Candidate candidate) {
    WorkloadRef ref = candidate.ref();
    if (holders.contains(ref)) {
      return candidate.past().midway() ? tooMany(ref) : Optional.empty();
    }
    if (holders.size() >= all) {
      return full();
    }
    int inNamespace = byNamespace.getOrDefault(ref.namespace(), 0);
    return inNamespace < perNamespace ? noPods(candidate.facts().replicas().desired())
        : Optional.of(inNamespace(ref, inNamespace));
  }

  private Optional<Deferral> tooMany(WorkloadRef holder) {
    int inNamespace = byNamespace.get(holder.namespace());
    if (holders.size() > all) {
      return full();
    }
    if (inNamespace > perNamespace) {
      return Optional.of(inNamespace(holder, inNamespace));
    }
    return mostPods > 0 && pods > mostPods && holders.size() > 1
        ? Optional.of(Deferral.of(DeferReason.NO_SLOT, pods + " of " + mostPods + " pods in restart"))
        : Optional.empty();
  }

  /** Told once, however many wait. */
  private Optional<Deferral> full() {
    if (full.isEmpty()) {
      full = Optional.of(Deferral.of(DeferReason.NO_SLOT, holders.size() + " of " + all + " workloads in restart"));
    }
    return full;
  }

  private Deferral inNamespace(WorkloadRef ref, int count) {
    return Deferral.of(DeferReason.NO_SLOT_IN_NAMESPACE,
        count + " of " + perNamespace + " workloads of namespace " + ref.namespace() + " in restart");
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
    full = Optional.empty();
    if (holders.add(holder.ref())) {
      byNamespace.merge(holder.ref().namespace(), 1, Integer::sum);
      pods += holder.pods();
    }
  }
}
