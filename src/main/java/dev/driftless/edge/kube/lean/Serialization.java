package dev.driftless.edge.kube.lean;

import io.fabric8.kubernetes.client.utils.KubernetesSerialization;

import java.util.List;

/** Makes fabric8 read the lean classes, in lists and in watch events alike. */
public final class Serialization {

  private static final List<Class<? extends LeanObject>> TYPES = List.of(LeanPod.class, LeanDeployment.class,
      LeanStatefulSet.class, LeanDaemonSet.class, LeanReplicaSet.class,
      LeanReplicationController.class, LeanNamespace.class, LeanBudget.class,
      LeanWebhookConfiguration.class, LeanConfigMap.class, LeanEndpointSlice.class, LeanNode.class,
      LeanLimitRange.class, LeanProxyConfig.class);

  private Serialization() {}

  public static KubernetesSerialization lean() {
    KubernetesSerialization serialization = new KubernetesSerialization();
    TYPES.forEach(serialization::registerKubernetesResource);
    return serialization;
  }
}
