package dev.driftless.e2e;

import io.fabric8.kubernetes.api.model.HasMetadata;

import java.util.Map;
import java.util.Set;

/** Names a workload, as {@code plan} does. */
record Ref(String kind, String namespace, String name) {

  private static final Set<String> RESTARTABLE = Set.of("Deployment", "StatefulSet", "DaemonSet", "ReplicaSet",
      "ReplicationController");
  private static final Map<String, String> KINDS = Map.of("deployments", "Deployment", "statefulsets", "StatefulSet",
      "daemonsets", "DaemonSet", "replicasets", "ReplicaSet", "replicationcontrollers", "ReplicationController",
      "jobs", "Job", "pods", "Pod", "pods/eviction", "Pod");

  static Ref of(HasMetadata object) {
    return new Ref(object.getKind(), object.getMetadata().getNamespace(), object.getMetadata().getName());
  }

  /** @param resource as the API names it: {@code deployments} */
  static Ref ofResource(String resource, String namespace, String name) {
    return new Ref(KINDS.getOrDefault(resource, resource), namespace, name);
  }

  boolean restartable() {
    return RESTARTABLE.contains(kind);
  }

  @Override
  public String toString() {
    return kind + " " + namespace + "/" + name;
  }
}
