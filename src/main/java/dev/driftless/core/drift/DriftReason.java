package dev.driftless.core.drift;

/** In what a running pod differs from the one that its template would get now. Ordered by severity, worst first. */
public enum DriftReason {
  /** The namespace or the template asks for a revision that nothing serves: a restart would take the sidecar away. */
  DANGLING_REVISION,
  /** The pod's proxy belongs to another revision than the one that injects now. */
  WRONG_REVISION,
  /** Version or variant of the proxy image. */
  IMAGE,
  /** The template would get a sidecar; the pod has none. */
  MISSING_SIDECAR,
  /** The template would get no sidecar; the pod has one. */
  UNWANTED_SIDECAR,
  /** The proxy is a native sidecar and would be a container, or the other way round. */
  CONTAINER_KIND,
  /** {@code istio-init}, {@code istio-validation} or none of them, and a new pod would have another of these. */
  INIT_KIND,
  /** What the proxy asks for and may take. */
  RESOURCES,
  /** Where Prometheus is sent: to the agent with merged metrics, or to the application. */
  PROMETHEUS_MERGE,
  /** What the proxy was told of ProxyConfig, of DNS, of statistics, of holding the application. */
  PROXY_CONFIG,
  /** A setting of the mesh that leaves no trace on a pod was another one when the pod was made. */
  CONFIG_FINGERPRINT;

  /** Whether a restart can be a cure for it at all. */
  public boolean curable() {
    return this != DANGLING_REVISION;
  }
}
