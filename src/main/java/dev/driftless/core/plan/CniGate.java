package dev.driftless.core.plan;

import dev.driftless.core.injection.Derived;
import dev.driftless.core.injection.Expectation;
import dev.driftless.core.inventory.Inventory;
import dev.driftless.core.model.InitKind;
import dev.driftless.core.model.Replicas;
import dev.driftless.core.model.WorkloadFacts;

import java.util.Collection;
import java.util.Optional;

/**
 * Whether the CNI plugin stands that redirects the traffic of new pods: where it does not, {@code istio-validation}
 * ends with exit code 126 and the pod does not start. A cluster with another plugin than Istio's own DaemonSet has none
 * to look at.
 */
final class CniGate {

  private CniGate() {}

  /** @return why no pod may be made that depends on it */
  static Optional<Deferral> check(Expectation expectation, Inventory inventory) {
    Collection<WorkloadFacts> plugins = inventory.cniDaemonSets();
    boolean needed = !plugins.isEmpty() && expectation instanceof Expectation.Injected injected
        && injected.features().init().equals(new Derived.Known<>(InitKind.ISTIO_VALIDATION));
    return needed ? plugins.stream().flatMap(plugin -> unsettled(plugin).stream()).findFirst() : Optional.empty();
  }

  /** As many of its pods as its own rollout takes down may be missing: on a node that is lost one always is. */
  private static Optional<Deferral> unsettled(WorkloadFacts daemonSet) {
    Replicas replicas = daemonSet.replicas();
    int least = replicas.desired() - daemonSet.strategy().maxUnavailable();
    return replicas.rolledOut() && replicas.available() >= least ? Optional.empty()
        : Optional.of(Deferral.of(DeferReason.CONTROL_PLANE_NOT_READY,
            daemonSet.ref() + ": " + replicas.updated() + " pods updated and " + replicas.available()
                + " available, of " + replicas.desired()));
  }
}
