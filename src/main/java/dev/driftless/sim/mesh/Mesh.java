package dev.driftless.sim.mesh;

import dev.driftless.sim.api.ApiServer;

/**
 * Everything of the mesh that works by itself in a cluster, plugged together: webhooks in front of new pods, istiods
 * behind them, their certificates. Control planes are installed with {@link #installer()}; they answer once an
 * EndpointSlice of their Service, which the controllers keep, has an endpoint that is ready.
 */
public final class Mesh {

  private final Istiods istiods;
  private final MeshInstaller installer;

  private Mesh(Istiods istiods, MeshInstaller installer) {
    this.istiods = istiods;
    this.installer = installer;
  }

  /** Adds the webhooks to what the server asks before it stores a pod. */
  public static Mesh in(ApiServer server) {
    new CaBundles(server.store(), server.timeline(), server.client("system:serviceaccount:istio-system:istiod"));
    Istiods istiods = new Istiods(server.store(), server.timeline());
    server.addAdmission(new PodWebhooks(server.store(), istiods));
    return new Mesh(istiods, new MeshInstaller(server.store(), server.client("helm")));
  }

  public Istiods istiods() {
    return istiods;
  }

  public MeshInstaller installer() {
    return installer;
  }
}
