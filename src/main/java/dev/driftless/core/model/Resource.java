package dev.driftless.core.model;

/** What is watched. One informer each; the label is the value of the metric label {@code resource}. */
public enum Resource {
  PODS("pods"),
  DEPLOYMENTS("deployments"),
  STATEFUL_SETS("statefulsets"),
  DAEMON_SETS("daemonsets"),
  REPLICA_SETS("replicasets"),
  REPLICATION_CONTROLLERS("replicationcontrollers"),
  NAMESPACES("namespaces"),
  POD_DISRUPTION_BUDGETS("poddisruptionbudgets"),
  WEBHOOK_CONFIGURATIONS("mutatingwebhookconfigurations"),
  /** ConfigMaps of the mesh namespace: injector and mesh configuration. */
  MESH_CONFIG_MAPS("configmaps"),
  /** Deployments of the mesh namespace labelled {@code app=istiod}. */
  CONTROL_PLANES("controlplanes"),
  /** EndpointSlices of the mesh namespace. */
  ENDPOINT_SLICES("endpointslices"),
  NODES("nodes"),
  LIMIT_RANGES("limitranges"),
  /** Of {@code networking.istio.io}; a cluster without that custom resource has none. */
  PROXY_CONFIGS("proxyconfigs");

  private final String label;

  Resource(String label) {
    this.label = label;
  }

  public String label() {
    return label;
  }
}
