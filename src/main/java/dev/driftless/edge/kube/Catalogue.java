package dev.driftless.edge.kube;

import dev.driftless.core.model.Resource;
import dev.driftless.edge.kube.lean.LeanBudget;
import dev.driftless.edge.kube.lean.LeanConfigMap;
import dev.driftless.edge.kube.lean.LeanDaemonSet;
import dev.driftless.edge.kube.lean.LeanDeployment;
import dev.driftless.edge.kube.lean.LeanEndpointSlice;
import dev.driftless.edge.kube.lean.LeanLimitRange;
import dev.driftless.edge.kube.lean.LeanNamespace;
import dev.driftless.edge.kube.lean.LeanNode;
import dev.driftless.edge.kube.lean.LeanObject;
import dev.driftless.edge.kube.lean.LeanPod;
import dev.driftless.edge.kube.lean.LeanProxyConfig;
import dev.driftless.edge.kube.lean.LeanReplicaSet;
import dev.driftless.edge.kube.lean.LeanReplicationController;
import dev.driftless.edge.kube.lean.LeanStatefulSet;
import dev.driftless.edge.kube.lean.LeanWebhookConfiguration;
import dev.driftless.edge.kube.projection.Interner;
import dev.driftless.edge.kube.projection.Projector;
import dev.driftless.edge.kube.projection.Projectors;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** All that is read: one entry per {@link Resource}. */
final class Catalogue {

  private Catalogue() {}

  static List<Watched<?, ?>> of(String mesh) {
    return List.of(
        all(Resource.NAMESPACES, LeanNamespace.class, LeanNamespace.Page.class, LeanNamespace::new,
            Projectors.namespaces()),
        all(Resource.PODS, LeanPod.class, LeanPod.Page.class, LeanPod::new, Projectors.pods(new Interner())),
        all(Resource.DEPLOYMENTS, LeanDeployment.class, LeanDeployment.Page.class, LeanDeployment::new,
            Projectors.deployments()),
        all(Resource.STATEFUL_SETS, LeanStatefulSet.class, LeanStatefulSet.Page.class, LeanStatefulSet::new,
            Projectors.statefulSets()),
        all(Resource.DAEMON_SETS, LeanDaemonSet.class, LeanDaemonSet.Page.class, LeanDaemonSet::new,
            Projectors.daemonSets()),
        all(Resource.REPLICA_SETS, LeanReplicaSet.class, LeanReplicaSet.Page.class, LeanReplicaSet::new,
            Projectors.replicaSets()),
        all(Resource.REPLICATION_CONTROLLERS, LeanReplicationController.class, LeanReplicationController.Page.class,
            LeanReplicationController::new, Projectors.replicationControllers()),
        all(Resource.POD_DISRUPTION_BUDGETS, LeanBudget.class, LeanBudget.Page.class, LeanBudget::new,
            Projectors.budgets()),
        all(Resource.WEBHOOK_CONFIGURATIONS, LeanWebhookConfiguration.class, LeanWebhookConfiguration.Page.class,
            LeanWebhookConfiguration::new, Projectors.webhookConfigurations()),
        new Watched<>(Resource.MESH_CONFIG_MAPS, LeanConfigMap.class, LeanConfigMap.Page.class, LeanConfigMap::new,
            Optional.of(mesh), Map.of(), false, Projectors.meshConfigMaps()),
        new Watched<>(Resource.CONTROL_PLANES, LeanDeployment.class, LeanDeployment.Page.class, LeanDeployment::new,
            Optional.of(mesh), Map.of("app", "istiod"), false, Projectors.controlPlanes()),
        new Watched<>(Resource.ENDPOINT_SLICES, LeanEndpointSlice.class, LeanEndpointSlice.Page.class,
            LeanEndpointSlice::new, Optional.of(mesh), Map.of(), false, Projectors.endpointSlices()),
        all(Resource.NODES, LeanNode.class, LeanNode.Page.class, LeanNode::new, Projectors.nodes()),
        all(Resource.LIMIT_RANGES, LeanLimitRange.class, LeanLimitRange.Page.class, LeanLimitRange::new,
            Projectors.limitRanges()),
        new Watched<>(Resource.PROXY_CONFIGS, LeanProxyConfig.class, LeanProxyConfig.Page.class, LeanProxyConfig::new,
            Optional.empty(), Map.of(), true, Projectors.proxyConfigs()));
  }

  private static <T extends LeanObject, L extends KubernetesResourceList<T>> Watched<T, L> all(Resource resource,
      Class<T> type, Class<L> page, Supplier<T> blank, Projector<T> projector) {
    return new Watched<>(resource, type, page, blank, Optional.empty(), Map.of(), false, projector);
  }
}
