package dev.driftless.core.inventory;

import dev.driftless.core.injection.MeshFacts;
import dev.driftless.core.model.BudgetFacts;
import dev.driftless.core.model.Change;
import dev.driftless.core.model.ControlPlaneFacts;
import dev.driftless.core.model.EndpointFacts;
import dev.driftless.core.model.Facts;
import dev.driftless.core.model.InjectorFacts;
import dev.driftless.core.model.Kind;
import dev.driftless.core.model.LimitRangeFacts;
import dev.driftless.core.model.MeshConfigFacts;
import dev.driftless.core.model.NamespaceFacts;
import dev.driftless.core.model.NodeFacts;
import dev.driftless.core.model.ObjectKey;
import dev.driftless.core.model.OtherWebhookFacts;
import dev.driftless.core.model.PodFacts;
import dev.driftless.core.model.ProxyConfigFacts;
import dev.driftless.core.model.ReplicaSetFacts;
import dev.driftless.core.model.Resource;
import dev.driftless.core.model.TemplateFacts;
import dev.driftless.core.model.WebhookConfigFacts;
import dev.driftless.core.model.WorkloadFacts;
import dev.driftless.core.model.WorkloadRef;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/** The cluster as last observed. Not thread-safe: one thread owns it. */
public final class Inventory {

  /** Istio's chart {@code cni} labels its DaemonSet and its pods with it, {@code k8s-app: istio-cni-node}. */
  private static final Map.Entry<String, String> CNI = Map.entry("k8s-app", "istio-cni-node");
  private static final Comparator<ObjectKey> BY_NAME =
      Comparator.comparing(ObjectKey::namespace).thenComparing(ObjectKey::name);

  private final Ownership ownership = new Ownership();
  private final MeshInventory mesh = new MeshInventory();
  private final Map<ObjectKey, WorkloadFacts> workloads = new HashMap<>();
  private final Map<String, WorkloadFacts> workloadsByUid = new HashMap<>();
  private final Map<ObjectKey, WorkloadFacts> cniDaemonSets = new TreeMap<>(BY_NAME);
  private final Map<String, NamespaceFacts> namespaces = new HashMap<>();
  private final Map<String, Map<String, BudgetFacts>> budgets = new HashMap<>();

  /** Takes in one change and says whose verdict it can affect. */
  public Impact apply(Change change) {
    return switch (change) {
      case Change.Observed(ObjectKey key, Facts facts) -> put(key, facts);
      case Change.Gone(ObjectKey key) -> remove(key);
    };
  }

  private Impact put(ObjectKey key, Facts facts) {
    return switch (facts) {
      case PodFacts pod -> new Impact.Workloads(ownership.put(key, pod));
      case ReplicaSetFacts replicaSet -> new Impact.Workloads(putLink(key, replicaSet));
      case WorkloadFacts workload -> new Impact.Workloads(putWorkload(key, workload));
      case NamespaceFacts namespace -> putNamespace(namespace);
      case BudgetFacts budget -> {
        budgets.computeIfAbsent(key.namespace(), name -> new TreeMap<>()).put(key.name(), budget);
        yield new Impact.None();
      }
      case EndpointFacts endpoint -> mesh.put(key, endpoint);
      case WebhookConfigFacts webhook -> mesh.put(key, webhook);
      case OtherWebhookFacts webhook -> mesh.put(key, webhook);
      case InjectorFacts injector -> mesh.put(key, injector);
      case MeshConfigFacts config -> mesh.put(key, config);
      case ControlPlaneFacts plane -> mesh.put(key, plane);
      case NodeFacts node -> mesh.put(key, node);
      case ProxyConfigFacts config -> mesh.put(key, config);
      case LimitRangeFacts range -> mesh.put(key, range);
    };
  }

  private Set<WorkloadRef> putWorkload(ObjectKey key, WorkloadFacts workload) {
    Set<WorkloadRef> touched = remove(key, ownership.removeReplicaSet(key));
    workloads.put(key, workload);
    workloadsByUid.put(workload.ref().uid(), workload);
    if (workload.ref().kind() == Kind.DAEMON_SET && workload.template().labels().entrySet().contains(CNI)) {
      cniDaemonSets.put(key, workload);
    }
    touched.add(workload.ref());
    return touched;
  }

  /** A ReplicaSet gets and loses its controller while it lives: one that was a workload may have become a link. */
  private Set<WorkloadRef> putLink(ObjectKey key, ReplicaSetFacts replicaSet) {
    return remove(key, ownership.put(key, replicaSet));
  }

  /** @return those touched, and the workload of that key that is none any more */
  private Set<WorkloadRef> remove(ObjectKey key, Set<WorkloadRef> touched) {
    cniDaemonSets.remove(key);
    WorkloadFacts gone = workloads.remove(key);
    if (gone == null) {
      return touched;
    }
    workloadsByUid.remove(gone.ref().uid());
    Set<WorkloadRef> all = new TreeSet<>(touched);
    all.add(gone.ref());
    return all;
  }

  private Impact putNamespace(NamespaceFacts namespace) {
    NamespaceFacts before = namespaces.put(namespace.name(), namespace);
    return namespace.equals(before) ? new Impact.None() : new Impact.Namespace(namespace.name());
  }

  private Impact remove(ObjectKey key) {
    return switch (key.resource()) {
      case PODS -> new Impact.Workloads(ownership.removePod(key));
      case DEPLOYMENTS, STATEFUL_SETS, DAEMON_SETS, REPLICA_SETS, REPLICATION_CONTROLLERS -> {
        Set<WorkloadRef> touched = remove(key, ownership.removeReplicaSet(key));
        yield touched.isEmpty() ? new Impact.None() : new Impact.Workloads(touched);
      }
      case NAMESPACES -> namespaces.remove(key.name()) == null ? new Impact.None() : new Impact.Namespace(key.name());
      case POD_DISRUPTION_BUDGETS -> {
        budgets.getOrDefault(key.namespace(), new TreeMap<>()).remove(key.name());
        yield new Impact.None();
      }
      case ENDPOINT_SLICES, WEBHOOK_CONFIGURATIONS, MESH_CONFIG_MAPS, CONTROL_PLANES, NODES, PROXY_CONFIGS,
          LIMIT_RANGES -> mesh.remove(key);
    };
  }

  /** The workload with its pods; empty if there is nothing of it (any more). */
  public Optional<Workload> workload(WorkloadRef ref) {
    List<PodFacts> pods = ownership.livePods(ref.uid());
    Optional<WorkloadFacts> facts = Optional.ofNullable(workloadsByUid.get(ref.uid()));
    if (facts.isEmpty() && (pods.isEmpty() || isLinkOnly(ref))) {
      return Optional.empty();
    }
    return Optional.of(new Workload(ref, facts, facts.map(WorkloadFacts::template).or(() -> template(ref, pods)),
        pods));
  }

  /** All its pods that should run, and those that have failed for good. */
  public List<PodFacts> unfinished(WorkloadRef ref) {
    List<PodFacts> pods = ownership.failedPods(ref.uid());
    pods.addAll(ownership.livePods(ref.uid()));
    return pods;
  }

  /** The UIDs of its own pods that are on their way out; those of a Deployment are its ReplicaSets'. */
  public Set<String> leaving(WorkloadRef ref) {
    return ownership.leaving(ref.uid());
  }

  /** Whether it is a ReplicaSet that belongs to somebody else, under whose name its pods are counted. */
  private boolean isLinkOnly(WorkloadRef ref) {
    return ownership.replicaSet(ref.uid()).isPresent();
  }

  private Optional<TemplateFacts> template(WorkloadRef ref, List<PodFacts> pods) {
    return switch (ref.kind()) {
      case DEPLOYMENT, STATEFUL_SET, DAEMON_SET, REPLICA_SET, REPLICATION_CONTROLLER -> Optional.empty();
      case JOB, POD, ARGO_ROLLOUT, OTHER -> ownership.templateOf(ref.uid())
          .flatMap(ReplicaSetFacts::template)
          .or(() -> pods.getFirst().shape().ownTemplate());
    };
  }

  /** Every workload of those namespaces, found by a walk through everything. */
  public Set<WorkloadRef> workloads(Set<String> inNamespaces) {
    return workloads(inNamespaces::contains);
  }

  /** Every workload there is, found in the same way. */
  public Set<WorkloadRef> workloads() {
    return workloads(namespace -> true);
  }

  private Set<WorkloadRef> workloads(Predicate<String> inNamespace) {
    Set<WorkloadRef> found = new TreeSet<>();
    workloadsByUid.values().stream().map(WorkloadFacts::ref)
        .filter(ref -> inNamespace.test(ref.namespace())).forEach(found::add);
    ownership.pods().stream().filter(pod -> inNamespace.test(pod.namespace()))
        .map(ownership::ownerOf).forEach(found::add);
    return found;
  }

  /** The pod of that name with its newest resource version; empty if there is none. */
  public Optional<PodFacts> pod(String namespace, String name) {
    return ownership.pod(new ObjectKey(Resource.PODS, namespace, name));
  }

  /** Whose pod that is; empty if there is no such pod. A bare pod is its own. */
  public Optional<WorkloadRef> ownerOf(String namespace, String pod) {
    return pod(namespace, pod).map(ownership::ownerOf);
  }

  public Optional<NamespaceFacts> namespace(String name) {
    return Optional.ofNullable(namespaces.get(name));
  }

  /** The disruption budgets of a namespace, ordered by name. */
  public Collection<BudgetFacts> budgets(String namespace) {
    return budgets.getOrDefault(namespace, Map.of()).values();
  }

  /** The DaemonSets of Istio's own CNI plugin, ordered by name. */
  public Collection<WorkloadFacts> cniDaemonSets() {
    return cniDaemonSets.values();
  }

  public MeshFacts mesh() {
    return mesh.snapshot();
  }

  public int readyEndpoints(String namespace, String service) {
    return mesh.readyEndpoints(namespace, service);
  }

  /** Every pod, finished and terminating ones included; in no order. */
  public Collection<PodFacts> pods() {
    return ownership.pods();
  }
}
