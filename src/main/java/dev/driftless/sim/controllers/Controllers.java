package dev.driftless.sim.controllers;

import dev.driftless.sim.controllers.autoscaling.HorizontalController;
import dev.driftless.sim.controllers.autoscaling.Loads;
import dev.driftless.sim.controllers.daemon.DaemonSetController;
import dev.driftless.sim.controllers.deployment.DeploymentController;
import dev.driftless.sim.controllers.frame.Workplace;
import dev.driftless.sim.controllers.job.JobController;
import dev.driftless.sim.controllers.nodes.NodeLifecycleController;
import dev.driftless.sim.controllers.nodes.TaintEvictionController;
import dev.driftless.sim.controllers.replicas.Flavour;
import dev.driftless.sim.controllers.replicas.ReplicaController;
import dev.driftless.sim.controllers.stateful.StatefulSetController;
import dev.driftless.sim.controllers.upkeep.DisruptionController;
import dev.driftless.sim.controllers.upkeep.EndpointSliceController;
import dev.driftless.sim.controllers.upkeep.EventExpiry;
import dev.driftless.sim.controllers.upkeep.NamespaceController;
import dev.driftless.sim.controllers.upkeep.ServiceAccountController;

/** All controllers of a cluster: what {@code kube-controller-manager} runs, but the garbage collector. */
public final class Controllers {

  private Controllers() {}

  /**
   * Lets them work from now on, also on what is there already.
   *
   * @param loads what the autoscalers measure
   */
  public static void start(Workplace workplace, Loads loads) {
    new DeploymentController(workplace);
    new ReplicaController(workplace, Flavour.REPLICA_SET);
    new ReplicaController(workplace, Flavour.REPLICATION_CONTROLLER);
    new StatefulSetController(workplace);
    new DaemonSetController(workplace);
    new JobController(workplace);
    new HorizontalController(workplace, loads);
    new DisruptionController(workplace);
    new EndpointSliceController(workplace);
    new ServiceAccountController(workplace);
    new NamespaceController(workplace);
    new EventExpiry(workplace);
    new NodeLifecycleController(workplace);
    new TaintEvictionController(workplace);
  }
}
