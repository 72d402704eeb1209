package dev.driftless.edge.kube.projection;

import dev.driftless.core.model.Proxy;
import dev.driftless.edge.kube.lean.LeanBudget;
import dev.driftless.edge.kube.lean.LeanConfigMap;
import dev.driftless.edge.kube.lean.LeanDaemonSet;
import dev.driftless.edge.kube.lean.LeanDeployment;
import dev.driftless.edge.kube.lean.LeanEndpointSlice;
import dev.driftless.edge.kube.lean.LeanLimitRange;
import dev.driftless.edge.kube.lean.LeanNamespace;
import dev.driftless.edge.kube.lean.LeanNode;
import dev.driftless.edge.kube.lean.LeanPod;
import dev.driftless.edge.kube.lean.LeanProxyConfig;
import dev.driftless.edge.kube.lean.LeanReplicaSet;
import dev.driftless.edge.kube.lean.LeanReplicationController;
import dev.driftless.edge.kube.lean.LeanStatefulSet;
import dev.driftless.edge.kube.lean.LeanWebhookConfiguration;

import java.util.Optional;

/** All of them. */
public final class Projectors {

  private Projectors() {}

  public static Projector<LeanPod> pods(Interner interner) {
    return new PodProjector(interner);
  }

  /** The proxy of a pod that was not watched but answered; empty if nothing was injected. */
  public static Optional<Proxy> proxy(LeanPod pod) {
    return new ProxyReader().read(pod);
  }

  public static Projector<LeanDeployment> deployments() {
    return WorkloadProjectors::deployment;
  }

  public static Projector<LeanStatefulSet> statefulSets() {
    return WorkloadProjectors::statefulSet;
  }

  public static Projector<LeanDaemonSet> daemonSets() {
    return WorkloadProjectors::daemonSet;
  }

  public static Projector<LeanReplicaSet> replicaSets() {
    return ReplicaSetProjector::project;
  }

  public static Projector<LeanReplicationController> replicationControllers() {
    return WorkloadProjectors::replicationController;
  }

  public static Projector<LeanNamespace> namespaces() {
    return NamespaceProjector::project;
  }

  public static Projector<LeanBudget> budgets() {
    return BudgetProjector::project;
  }

  public static Projector<LeanWebhookConfiguration> webhookConfigurations() {
    return WebhookConfigProjector::project;
  }

  public static Projector<LeanConfigMap> meshConfigMaps() {
    return MeshConfigMapProjector::project;
  }

  public static Projector<LeanDeployment> controlPlanes() {
    return ControlPlaneProjector::project;
  }

  public static Projector<LeanEndpointSlice> endpointSlices() {
    return EndpointProjector::project;
  }

  public static Projector<LeanNode> nodes() {
    return NodeProjector::project;
  }

  public static Projector<LeanLimitRange> limitRanges() {
    return LimitRangeProjector::project;
  }

  public static Projector<LeanProxyConfig> proxyConfigs() {
    return ProxyConfigProjector::project;
  }
}
