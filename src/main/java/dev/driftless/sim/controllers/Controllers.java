package dev.driftless.sim.controllers;

import dev.driftless.sim.controllers.deployment.DeploymentController;
import dev.driftless.sim.controllers.frame.Workplace;
import dev.driftless.sim.controllers.replicas.Flavour;
import dev.driftless.sim.controllers.replicas.ReplicaController;
import dev.driftless.sim.controllers.stateful.StatefulSetController;

/** All controllers of a cluster: what {@code kube-controller-manager} runs. */
public final class Controllers {

  private Controllers() {}

  /** Lets them work from now on, also on what is there already. */
  public static void start(Workplace workplace) {
    new DeploymentController(workplace);
    new ReplicaController(workplace, Flavour.REPLICA_SET);
    new ReplicaController(workplace, Flavour.REPLICATION_CONTROLLER);
    new StatefulSetController(workplace);
  }
}
