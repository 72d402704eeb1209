package dev.driftless.sim.store;

import java.util.List;

/** The kinds of object that the simulated cluster has; no others exist in it. */
public final class ResourceTypes {

  public static final ResourceType NAMESPACES = new ResourceType("", "v1", "Namespace", "namespaces", false);
  public static final ResourceType NODES = new ResourceType("", "v1", "Node", "nodes", false);
  public static final ResourceType PODS = new ResourceType("", "v1", "Pod", "pods", true);
  public static final ResourceType SERVICES = new ResourceType("", "v1", "Service", "services", true);
  public static final ResourceType CONFIG_MAPS = new ResourceType("", "v1", "ConfigMap", "configmaps", true);
  public static final ResourceType LIMIT_RANGES = new ResourceType("", "v1", "LimitRange", "limitranges", true);
  public static final ResourceType SERVICE_ACCOUNTS =
      new ResourceType("", "v1", "ServiceAccount", "serviceaccounts", true);
  public static final ResourceType REPLICATION_CONTROLLERS =
      new ResourceType("", "v1", "ReplicationController", "replicationcontrollers", true);
  public static final ResourceType DEPLOYMENTS = new ResourceType("apps", "v1", "Deployment", "deployments", true);
  public static final ResourceType REPLICA_SETS = new ResourceType("apps", "v1", "ReplicaSet", "replicasets", true);
  public static final ResourceType STATEFUL_SETS = new ResourceType("apps", "v1", "StatefulSet", "statefulsets", true);
  public static final ResourceType DAEMON_SETS = new ResourceType("apps", "v1", "DaemonSet", "daemonsets", true);
  public static final ResourceType CONTROLLER_REVISIONS =
      new ResourceType("apps", "v1", "ControllerRevision", "controllerrevisions", true);
  public static final ResourceType JOBS = new ResourceType("batch", "v1", "Job", "jobs", true);
  public static final ResourceType HORIZONTAL_POD_AUTOSCALERS =
      new ResourceType("autoscaling", "v2", "HorizontalPodAutoscaler", "horizontalpodautoscalers", true);
  public static final ResourceType POD_DISRUPTION_BUDGETS =
      new ResourceType("policy", "v1", "PodDisruptionBudget", "poddisruptionbudgets", true);
  public static final ResourceType ENDPOINT_SLICES =
      new ResourceType("discovery.k8s.io", "v1", "EndpointSlice", "endpointslices", true);
  public static final ResourceType LEASES = new ResourceType("coordination.k8s.io", "v1", "Lease", "leases", true);
  public static final ResourceType EVENTS = new ResourceType("events.k8s.io", "v1", "Event", "events", true);
  public static final ResourceType MUTATING_WEBHOOK_CONFIGURATIONS = new ResourceType("admissionregistration.k8s.io",
      "v1", "MutatingWebhookConfiguration", "mutatingwebhookconfigurations", false);

  /** All of them, in the order in which discovery tells them. */
  public static final List<ResourceType> ALL = List.of(NAMESPACES, NODES, PODS, SERVICES, CONFIG_MAPS,
      LIMIT_RANGES, SERVICE_ACCOUNTS, REPLICATION_CONTROLLERS, DEPLOYMENTS, REPLICA_SETS, STATEFUL_SETS, DAEMON_SETS,
      CONTROLLER_REVISIONS, JOBS, HORIZONTAL_POD_AUTOSCALERS, POD_DISRUPTION_BUDGETS, ENDPOINT_SLICES, LEASES, EVENTS,
      MUTATING_WEBHOOK_CONFIGURATIONS);

  private ResourceTypes() {}
}
