package dev.driftless.sim;

import dev.driftless.sim.api.ApiException;
import dev.driftless.sim.api.ApiServer;
import dev.driftless.sim.api.Client;
import dev.driftless.sim.api.GarbageCollector;
import dev.driftless.sim.controllers.Controllers;
import dev.driftless.sim.controllers.autoscaling.Loads;
import dev.driftless.sim.controllers.frame.Workplace;
import dev.driftless.sim.mesh.Mesh;
import dev.driftless.sim.node.Kubelets;
import dev.driftless.sim.node.Misfortunes;
import dev.driftless.sim.node.Nodes;
import dev.driftless.sim.node.Pace;
import dev.driftless.sim.node.Scheduler;
import dev.driftless.sim.store.Store;
import dev.driftless.sim.time.Timeline;

import java.time.Instant;

/** A whole cluster, without nodes, mesh or workloads yet. One thread owns it. */
public final class SimulatedCluster {

  private static final int REMEMBERED = 10_000;
  private static final String KUBELETS = "v1.36.3";

  private final ApiServer server;
  private final Mesh mesh;
  private final Nodes nodes;
  private final Kubelets kubelets;
  private final Misfortunes misfortunes = new Misfortunes();
  private final Loads loads = new Loads();

  /** @param seed for everything that chance decides: the same gives the same history */
  public SimulatedCluster(Instant start, long seed) {
    Store store = new Store(REMEMBERED);
    Timeline timeline = new Timeline(start);
    server = new ApiServer(store, timeline, seed);
    Workplace workplace = new Workplace(store, timeline, server::client, seed);
    nodes = new Nodes(workplace, KUBELETS);
    GarbageCollector.start(server);
    Controllers.start(workplace, loads);
    new Scheduler(workplace);
    kubelets = new Kubelets(workplace, misfortunes, Pace.USUAL);
    mesh = Mesh.in(server);
  }

  /** Ready nodes of 64 cores, each for 250 pods. */
  public void join(int count) throws ApiException {
    for (int i = 0; i < count; i++) {
      nodes.join("64", "256Gi", 250);
    }
  }

  public ApiServer server() {
    return server;
  }

  public Store store() {
    return server.store();
  }

  public Timeline timeline() {
    return server.timeline();
  }

  public Client client(String user) {
    return server.client(user);
  }

  public Mesh mesh() {
    return mesh;
  }

  /** Of all nodes: one may be lost, and come back. */
  public Kubelets kubelets() {
    return kubelets;
  }

  /** How busy the pods are that are scaled by it. */
  public Loads loads() {
    return loads;
  }

  public Misfortunes misfortunes() {
    return misfortunes;
  }
}
