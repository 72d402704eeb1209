package dev.driftless.edge.kube.lean;

import io.fabric8.kubernetes.api.model.WatchEvent;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.annotation.JsonDeserialize;

import java.util.List;

/** Makes fabric8 read the lean classes, in lists and in watch events alike. */
public final class Serialization {

  static final List<Class<? extends LeanObject>> TYPES = List.of(LeanPod.class, LeanDeployment.class,
      LeanStatefulSet.class, LeanDaemonSet.class, LeanReplicaSet.class,
      LeanReplicationController.class, LeanNamespace.class, LeanBudget.class,
      LeanWebhookConfiguration.class, LeanConfigMap.class, LeanEndpointSlice.class, LeanNode.class,
      LeanLimitRange.class, LeanProxyConfig.class);

  private Serialization() {}

  /** Annotates fabric8's class. */
  private interface Event {

    @JsonDeserialize(using = EventObject.class)
    void setObject(Object object);
  }

  private static final class Lean extends KubernetesSerialization {

    @Override
    protected ObjectMapper configureMapper(ObjectMapper mapper) {
      return super.configureMapper(mapper).rebuild().addMixIn(WatchEvent.class, Event.class).build();
    }
  }

  public static KubernetesSerialization lean() {
    KubernetesSerialization serialization = new Lean();
    TYPES.forEach(serialization::registerKubernetesResource);
    return serialization;
  }
}
